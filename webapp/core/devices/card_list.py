"""A device's sealed list: the whole of it, or what has changed since the phone last fetched it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select, update
from sqlalchemy.orm import Session

from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.cards.listed import change_horizon
from webapp.core.cards.listing import (
    COMMUNITY,
    DAY_SHIFT,
    LAST_REASON_OF_VERSION_1,
    MOST_CHILDREN_LISTED,
    REASON_BITS,
    REASON_SHIFT,
    REASONS_LISTED,
    ListVersion,
    first_listed_entry,
    oldest_listed_day,
)
from webapp.core.cards.models import RegisteredCode
from webapp.core.cards.reasons import CardRefusal
from webapp.core.database import first_row
from webapp.core.devices.models import Device
from webapp.core.devices.sealed import Heading, ListKind, Whole, key_name, pack, seal, whole_of
from webapp.core.errors import NotFoundError
from webapp.core.partners.desks import Desk

_Entries = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What a phone asks for: changes from `since` on (None: everything), and whether sums to check by.

    `version`: the layout that its page reads.
    """

    since: int | None
    check: bool = False
    version: ListVersion = ListVersion.THIRD


@dataclass(frozen=True, slots=True)
class SealedList:
    """The bytes a phone gets (devices.sealed), and the name of the key they are sealed with."""

    content: bytes
    key_name: str


_KEY: Final = select(Device.list_key).where(
    Device.id == bindparam("device"), Device.venue_id == bindparam("venue"), Device.revoked_at.is_(None)
)
_LISTED: Final = RegisteredCode.list_entry >= bindparam("least")
_CHANGED: Final = RegisteredCode.list_change >= bindparam("since")


class _Statements:
    """What is read for a version of the list, whose entries are in the column `entry`."""

    def __init__(self, entry: ColumnElement[int | None]) -> None:
        self.whole = select(RegisteredCode.code, entry).where(_LISTED)
        self.changes = select(RegisteredCode.code, entry).where(_CHANGED)
        total = func.coalesce(func.sum(entry), 0).label("total")
        sums = select(func.count().label("entries"), total).where(_LISTED).subquery()
        # In one statement, so of one moment: sums that know of a change which the entries lack would send the
        # phone to fetch everything anew. Where nothing has changed there is one row, without a code.
        self.changes_with_sums = select(sums.c.entries, sums.c.total, RegisteredCode.code, entry).select_from(
            sums.outerjoin(RegisteredCode, _CHANGED)
        )


def _of_version_1() -> ColumnElement[int | None]:
    """An entry as a page of the release before reads it; a reason it has no number for is "withdrawn"."""
    entry = RegisteredCode.list_entry
    reason = entry.bitwise_rshift(REASON_SHIFT).bitwise_and(REASON_BITS)
    withdrawn = REASONS_LISTED[CardRefusal.CARD_WITHDRAWN]
    return (
        entry.bitwise_rshift(DAY_SHIFT) * 0x100
        + case((entry.bitwise_and(COMMUNITY) != 0, 0x80), else_=0)
        + case((reason > LAST_REASON_OF_VERSION_1, withdrawn), else_=reason) * 0x20
        + entry.bitwise_and(MOST_CHILDREN_LISTED)
    )


_AS_KEPT: Final = _Statements(RegisteredCode.list_entry.expression)
_STATEMENTS: Final = {
    ListVersion.FIRST: _Statements(_of_version_1()),
    ListVersion.SECOND: _AS_KEPT,
    ListVersion.THIRD: _AS_KEPT,
}


def sealed_list(
    session: Session, desk: Desk, device_id: uuid.UUID, *, request: ListRequest, now: datetime
) -> SealedList:
    """The answer for a live device of the desk's venue; reads only.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: for any other.
    """
    desk.must(Permission.CHECK_CARDS)
    key = first_row(session, _KEY, {"device": device_id, "venue": desk.venue_id})
    if key is None:
        raise NotFoundError
    today = day_in_finland(now)
    # Before the entries: what commits between the two is then sent once more, and never missed.
    cursor = change_horizon(session)
    least, statements = first_listed_entry(today), _STATEMENTS[request.version]
    # A cursor from the future is of a register that has been set back since.
    if request.since is None or request.since > cursor:
        kind, sealed = ListKind.FULL, seal(key.list_key, _rows(session, statements.whole, least=least))
        whole: Whole | None = whole_of(sealed)
    else:
        kind = ListKind.CHANGES
        entries, whole = _changes(session, request, request.since, least=least)
        sealed = seal(key.list_key, entries)
    content = pack(Heading(kind, oldest_listed_day(today), cursor, now, whole, request.version), sealed)
    return SealedList(content, key_name(key.list_key))


def _changes(
    session: Session, request: ListRequest, since: int, *, least: int
) -> tuple[_Entries, Whole | None]:
    statements = _STATEMENTS[request.version]
    if not request.check:
        return _rows(session, statements.changes, since=since), None
    facts = {"since": since, "least": least}
    found = session.connection().execute(statements.changes_with_sums, facts).all()
    entries = [(code, entry) for _, _, code, entry in found if code is not None and entry is not None]
    return entries, Whole(found[0].entries, found[0].total)


def _rows(session: Session, statement: Select[str, int | None], **facts: int) -> _Entries:
    # Plain columns, one row at a time: a hundred thousand objects at once cost more than their hashes.
    return cast("_Entries", session.connection().execute(statement, facts))


def note_list(session: Session, device_id: uuid.UUID, *, now: datetime) -> None:
    """Note that a device was given a list made now, to the millisecond in which the list says so."""
    made_at = now.replace(microsecond=now.microsecond // 1000 * 1000)
    session.execute(
        update(Device).where(Device.id == device_id).values(list_made_at=made_at, last_seen_at=now)
    )
