"""What the demo country's cardholders say: something waits, something is late, something is answered."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.demo.conftest import NOW
from webapp.core.calendar import day_in_finland
from webapp.core.feedback.free_text import check_answer, check_free_text
from webapp.core.feedback.models import Feedback, MoodCount
from webapp.core.feedback.moods import FEWEST_ANSWERS
from webapp.core.feedback.rules import deadline_of
from webapp.core.visits.models import Visit


def test_feedback_waits_is_late_and_is_answered(country: Session) -> None:
    said = country.scalars(select(Feedback)).all()
    today = day_in_finland(NOW)
    late = [one for one in said if not one.answer and deadline_of(one.sent_at, today).is_over]
    assert len(late) == 1
    assert {one.category for one in said if one.answer} == {"venue", "other"}
    assert "accessibility" in {one.category for one in said if not one.answer}
    for one in said:
        assert check_free_text(one.text, "text") == one.text
        if one.answer:
            check_answer(one.answer, "answer")


def test_there_are_enough_faces_to_show_and_fewer_than_visits(country: Session) -> None:
    by_network = select(func.sum(MoodCount.answers)).group_by(MoodCount.network_id)
    answers = country.scalars(by_network).all()
    assert min(answers) >= FEWEST_ANSWERS
    assert sum(answers) < (country.scalar(select(func.count()).select_from(Visit)) or 0)
