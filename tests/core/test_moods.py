"""How a visit felt is asked once and kept without the card: nothing leads from an answer back to a visit."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World, personal_card
from tests.support.holder_portal import new_phone, on_phone, visited
from webapp.core.cards.queries import CardInHand
from webapp.core.errors import NotAllowedError, NotFoundError
from webapp.core.feedback.models import MoodCount
from webapp.core.feedback.moods import FACES, FEWEST_ANSWERS, count_mood, moods_of_network
from webapp.core.registry import metadata
from webapp.core.visits.looking_back.models import AskedVisit
from webapp.core.visits.looking_back.moods import tell_mood, visits_to_ask
from webapp.plumbing.words.holders import feedback as sentences

TODAY = date(2026, 11, 22)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def held(session: Session, world: World, now: datetime) -> CardInHand:
    """A card of Kainuu, on a phone."""
    issued = personal_card(session, world.distributor, world.codes[0], now=now - timedelta(days=60))
    token = new_phone(session, world.distributor, issued, now=now - timedelta(days=60))
    return on_phone(session, token, now=now)


def been(session: Session, world: World, held: CardInHand, *, at: datetime) -> uuid.UUID:
    return visited(session, world.venue, held.code, at=at).id


def counted(session: Session) -> dict[int, int]:
    return {row.mood: row.answers for row in session.scalars(select(MoodCount))}


def test_visits_of_the_last_week_are_asked_about_latest_first(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    been(session, world, held, at=now - timedelta(days=8))
    week, yesterday = (been(session, world, held, at=now - timedelta(days=days)) for days in (7, 1))
    assert [one.id for one in visits_to_ask(session, held, today=TODAY)] == [yesterday, week]


def test_a_face_is_counted_once_and_the_question_is_gone(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    visit_id = been(session, world, held, at=now - timedelta(days=1))
    assert tell_mood(session, held, visit_id, face=5, now=now)
    assert not tell_mood(session, held, visit_id, face=1, now=now)
    assert visits_to_ask(session, held, today=TODAY) == []
    (row,) = session.scalars(select(MoodCount)).all()
    assert (row.venue_id, row.network_id, row.month, row.mood, row.answers) == (
        world.venue.organisation.id, world.kainuu, NOVEMBER, 5, 1,
    )  # fmt: skip


def test_answers_of_the_same_face_add_up(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    for hours in (1, 2, 3):
        visit_id = been(session, world, held, at=now - timedelta(hours=hours))
        tell_mood(session, held, visit_id, face=4, now=now)
    session.expire_all()
    assert counted(session) == {4: 3}


def test_declining_leaves_the_same_mark_and_no_number(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    visit_id = been(session, world, held, at=now)
    assert tell_mood(session, held, visit_id, face=None, now=now)
    assert visits_to_ask(session, held, today=TODAY) == []
    assert counted(session) == {}


def test_nothing_joins_an_answer_to_a_visit_or_a_card() -> None:
    moods, asked_visits = metadata().tables["moods"], metadata().tables["asked_visits"]
    assert {column.name for column in moods.columns} == {"venue_id", "month", "mood", "network_id", "answers"}
    assert {column.name for column in asked_visits.columns} == {"visit_id"}
    pointed_at = {key.column.table.name for key in moods.foreign_keys}
    assert pointed_at == {"organisations", "networks"}


def test_every_face_has_a_word() -> None:
    assert tuple(sentences.FACES) == FACES


def test_marks_are_forgotten_after_a_week(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    other = personal_card(session, world.distributor, world.codes[1], now=now)
    tell_mood(session, held, been(session, world, held, at=now), face=3, now=now)
    tell_mood(session, other, been(session, world, other, at=now), face=3, now=now)
    later = now + timedelta(days=9)
    another = been(session, world, held, at=later)
    tell_mood(session, held, another, face=3, now=later)
    assert session.scalars(select(AskedVisit.visit_id)).all() == [another]


def test_an_old_question_is_not_answered_and_anothers_visit_is_not_there(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    old = been(session, world, held, at=now - timedelta(days=8))
    assert not tell_mood(session, held, old, face=5, now=now)
    other = personal_card(session, world.distributor, world.codes[1], now=now)
    for visit_id in (been(session, world, other, at=now), uuid.uuid4()):
        with pytest.raises(NotFoundError):
            tell_mood(session, held, visit_id, face=5, now=now)
    assert counted(session) == {}


def test_the_network_sees_shares_once_there_are_enough(session: Session, world: World) -> None:
    counted_at = {"venue_id": world.venue.organisation.id, "network_id": world.kainuu, "month": NOVEMBER}
    for _ in range(FEWEST_ANSWERS - 1):
        count_mood(session, **counted_at, face=5)  # type: ignore[arg-type]
    assert moods_of_network(session, world.coordinator, 2026) is None
    count_mood(session, **counted_at, face=2)  # type: ignore[arg-type]
    moods = moods_of_network(session, world.coordinator, 2026)
    assert moods is not None
    assert (moods.answers, moods.share(5), moods.share(2), moods.share(1)) == (10, 0.9, 0.1, 0)
    assert moods_of_network(session, world.coordinator, 2025) is None
    with pytest.raises(NotAllowedError):
        moods_of_network(session, world.venue, 2026)
