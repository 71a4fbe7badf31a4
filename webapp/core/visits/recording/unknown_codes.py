"""Codes that no card has, in a delivery: each that is answered may be a guess, so how many are is limited.

Whoever has guessed too often gets no answer about any code, also not about a right one, but about what the
venue knows already: cards that have been there, visits that it has brought in, and their undoing. The rest
waits where it is. It has happened, so it is taken in later.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, exists, select

from webapp.core.cards.models import RegisteredCode
from webapp.core.visits.models import Visit
from webapp.core.visits.recording.commands import Command, RecordCommand, UndoCommand
from webapp.core.visits.recording.known import Decision, NewVisit


class UnknownCodesError(Exception):
    """A delivery holds codes that no card has, at these places in its list; nothing has been written."""

    def __init__(self, places: Sequence[int]) -> None:
        super().__init__(len(places))
        self.places = places


def refuse_unknown_codes(decisions: Sequence[Decision]) -> None:
    """As a delivery's `review`: have unknown codes counted before they are answered.

    Raises:
        UnknownCodesError: there are some.
    """
    places = [
        place
        for place, one in enumerate(decisions)
        if isinstance(one.change, NewVisit) and one.change.card_id is None
    ]
    if places:
        raise UnknownCodesError(places)


def unknown_places(connection: Connection, commands: Sequence[Command]) -> list[int]:
    """The places of new visits whose codes no card has, of a file that is about to be taken in."""
    visits = {place: one for place, one in enumerate(commands) if isinstance(one, RecordCommand)}
    cards = select(RegisteredCode.code).where(
        RegisteredCode.code.in_({one.code for one in visits.values()}), RegisteredCode.card_id.is_not(None)
    )
    before = select(Visit.id).where(Visit.id.in_({one.id for one in visits.values()}))
    codes, ids = set(connection.scalars(cards)), set(connection.scalars(before))
    return [place for place, one in visits.items() if one.code not in codes and one.id not in ids]


def held_back(
    connection: Connection, commands: Sequence[Command], *, venue_id: int, answered: int
) -> set[int]:
    """The places of commands that wait, where only the first `answered` may be about any code."""
    late = {place: one for place, one in enumerate(commands) if place >= answered}
    visits = {place: one for place, one in late.items() if isinstance(one, RecordCommand)}
    codes = _codes_known(connection, {one.code for one in visits.values()}, venue_id)
    ids = _visits_known(connection, {one.id for one in visits.values()}, venue_id)
    waiting = {place for place, one in visits.items() if one.code not in codes and one.id not in ids}
    of_visits = {visits[place].id for place in waiting}
    undoing = {
        place for place, one in late.items() if isinstance(one, UndoCommand) and one.visit_id in of_visits
    }
    return waiting | undoing


def _codes_known(connection: Connection, codes: set[Any], venue_id: int) -> set[str]:
    has_been_there = exists().where(Visit.card_id == RegisteredCode.card_id, Visit.venue_id == venue_id)
    statement = select(RegisteredCode.code).where(RegisteredCode.code.in_(codes), has_been_there)
    return set(connection.scalars(statement)) if codes else set()


def _visits_known(connection: Connection, ids: set[Any], venue_id: int) -> set[Any]:
    statement = select(Visit.id).where(Visit.id.in_(ids), Visit.venue_id == venue_id)
    return set(connection.scalars(statement)) if ids else set()
