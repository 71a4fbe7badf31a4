"""How visits felt, for the network's figures: faces counted by venue and month."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.feedback.models import MoodCount

FACES: Final = (1, 2, 3, 4, 5)
"""From the saddest to the happiest."""
FEWEST_ANSWERS: Final = 10
"""Fewer answers are not shown: with a handful, those who know each other can tell who was sad (DOMAIN §4:
every row is treated as personal data)."""
_INSERTS: Final[Mapping[str, Callable[[type[MoodCount]], postgresql.Insert | sqlite.Insert]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


@dataclass(frozen=True, slots=True)
class Moods:
    """A network's year: all answers, and how many there are of each face."""

    answers: int
    of_face: Mapping[int, int]

    def share(self, face: int) -> float:
        """The face's share of all answers, from 0 to 1."""
        return self.of_face[face] / self.answers


def count_mood(session: Session, *, venue_id: int, network_id: int | None, month: date, face: int) -> None:
    """Add one answer; two at once both count."""
    insert = _INSERTS[session.get_bind().dialect.name]
    row = {"venue_id": venue_id, "month": month, "mood": face, "network_id": network_id, "answers": 1}
    session.execute(
        insert(MoodCount)
        .values(row)
        .on_conflict_do_update(
            index_elements=["venue_id", "month", "mood"], set_={"answers": MoodCount.answers + 1}
        )
    )


def moods_of_network(session: Session, actor: Actor, year: int) -> Moods | None:
    """How visits to the network's venues felt in a year; None while there are too few answers to show.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.ANSWER_FEEDBACK)
    statement = (
        select(MoodCount.mood, func.sum(MoodCount.answers))
        .where(
            MoodCount.network_id == actor.network_id,
            MoodCount.month.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(MoodCount.mood)
    )
    found = {mood: int(answers) for mood, answers in session.execute(statement)}
    total = sum(found.values())
    return Moods(total, {face: found.get(face, 0) for face in FACES}) if total >= FEWEST_ANSWERS else None
