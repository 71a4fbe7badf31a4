"""A device's sealed list: the whole of it, or what has changed since the phone last asked."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.orm import Session

from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.cards.listed import change_horizon
from webapp.core.cards.listing import first_listed_entry, oldest_listed_day
from webapp.core.cards.models import RegisteredCode
from webapp.core.database import first_row
from webapp.core.devices.models import Device
from webapp.core.devices.sealed import Heading, ListKind, Whole, key_name, pack, seal, whole_of
from webapp.core.errors import NotFoundError
from webapp.core.partners.desks import Desk

_Entries = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What a phone asks for: changes from `since` on (None: everything), and whether sums to check by."""

    since: int | None
    check: bool = False


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
_WHOLE: Final = select(RegisteredCode.code, RegisteredCode.list_entry).where(_LISTED)
_CHANGES: Final = select(RegisteredCode.code, RegisteredCode.list_entry).where(_CHANGED)
_SUMS: Final = (
    select(
        func.count().label("entries"), func.coalesce(func.sum(RegisteredCode.list_entry), 0).label("total")
    )
    .where(_LISTED)
    .subquery()
)
# In one statement, so of one moment: sums that know of a change which the entries lack would send the phone
# to fetch everything anew. Where nothing has changed there is one row, without a code.
_CHANGES_WITH_SUMS: Final = select(
    _SUMS.c.entries, _SUMS.c.total, RegisteredCode.code, RegisteredCode.list_entry
).select_from(_SUMS.outerjoin(RegisteredCode, _CHANGED))


def sealed_list(
    session: Session, desk: Desk, device_id: uuid.UUID, *, asked: ListRequest, now: datetime
) -> SealedList:
    """The answer for a live device of the desk's venue; reads only. NotFoundError for any other."""
    desk.must(Permission.CHECK_CARDS)
    key = first_row(session, _KEY, {"device": device_id, "venue": desk.venue_id})
    if key is None:
        raise NotFoundError
    today = day_in_finland(now)
    # Before the entries: what commits between the two is then told once more, and never missed.
    cursor = change_horizon(session)
    least = first_listed_entry(today)
    # A cursor from the future is of a register that has been set back since.
    if asked.since is None or asked.since > cursor:
        kind, sealed = ListKind.FULL, seal(key.list_key, _rows(session, _WHOLE, least=least))
        whole: Whole | None = whole_of(sealed)
    else:
        kind = ListKind.CHANGES
        entries, whole = _changes(session, asked.since, least, check=asked.check)
        sealed = seal(key.list_key, entries)
    content = pack(Heading(kind, oldest_listed_day(today), cursor, now, whole), sealed)
    return SealedList(content, key_name(key.list_key))


def _changes(session: Session, since: int, least: int, *, check: bool) -> tuple[_Entries, Whole | None]:
    if not check:
        return _rows(session, _CHANGES, since=since), None
    facts = {"since": since, "least": least}
    found = session.connection().execute(_CHANGES_WITH_SUMS, facts).all()
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
