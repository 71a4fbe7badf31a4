"""A double tap, or a form sent twice in the same moment, counts once."""

from datetime import timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.conftest import NOW
from tests.factories import make_world, personal_card
from tests.support.holder_portal import new_phone, on_phone, visited
from tests.support.race import times_won
from webapp.core.database import session_factory
from webapp.core.feedback.actions import NewFeedback, send_feedback
from webapp.core.feedback.models import Feedback, FeedbackCategory, MoodCount
from webapp.core.identifiers import new_id
from webapp.core.visits.looking_back.moods import tell_mood


def test_a_form_and_a_face_sent_six_times_at_once_count_once(engine: Engine) -> None:
    with session_factory(engine).begin() as session:
        world = make_world(session, now=NOW)
        held = personal_card(session, world.distributor, world.codes[0], now=NOW)
        token = new_phone(session, world.distributor, held, now=NOW)
        visit_id = visited(session, world.venue, held.code, at=NOW).id
    later = NOW + timedelta(minutes=1)
    new = NewFeedback(new_id(NOW), FeedbackCategory.OTHER, "Kiitos.")

    def send(session: Session) -> object:
        return send_feedback(session, on_phone(session, token, now=later), new, now=later).id

    def tell(session: Session) -> object:
        return tell_mood(session, on_phone(session, token, now=later), visit_id, face=5, now=later)

    assert times_won(engine, send) == 6
    assert times_won(engine, tell) == 6
    with session_factory(engine)() as session:
        assert session.scalar(select(func.count()).select_from(Feedback)) == 1
        assert session.scalars(select(MoodCount.answers)).all() == [1]
