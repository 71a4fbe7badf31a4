"""Read the log with the names of what it speaks of: a coordinator that of the network."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, false, or_, select, union_all
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission, Role
from webapp.core.audit.models import AuditRecord
from webapp.core.calendar import day_began, day_ended
from webapp.core.cards.models import RegisteredCode
from webapp.core.devices.models import Device
from webapp.core.languages import LocalisedText
from webapp.core.names import by_name
from webapp.core.networks.models import Municipality, Network
from webapp.core.offers.models import Offer
from webapp.core.partners.models import Organisation

PAGE_SIZE: Final = 100
LAST_PAGE: Final = 1_000
"""Further back the log is narrowed to a day: each page reads all before it."""
_MOST_TERMS: Final = 400
"""Of a compound select; SQLite refuses 501."""
_ORGANISATIONS: Final = ("to_organisation_id", "from_organisation_id", "venue_id", "of_organisation_id")
"""Fields of events that are ids of organisations, beside the one that acted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the log is narrowed to; what is left out is not asked."""

    day: date | None = None
    organisation_id: int | None = None
    event: str = ""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One event, and what its ids are called: who acted, which card, the rest by the event's field."""

    record: AuditRecord
    organisation: LocalisedText | None
    card: str
    names: Mapping[str, LocalisedText | str]


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log, newest first. How many there are is not counted: the log has no end."""

    entries: Sequence[LogEntry]
    page: int
    pages: int


NOTHING_LISTED: Final = LogPage((), page=1, pages=1)


def log_page(session: Session, actor: Actor, wanted: Wanted, *, page: int = 1) -> LogPage:
    """What the actor may read of the log, newest first, a page at a time.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    page = min(max(1, page), LAST_PAGE)
    statement = _newest(_scope(session, actor), wanted, how_many=page * PAGE_SIZE + 1)
    found = session.scalars(statement.offset((page - 1) * PAGE_SIZE)).all()
    pages = page + 1 if len(found) > PAGE_SIZE else page
    return LogPage(_named(session, found[:PAGE_SIZE]), page, pages)


def _newest(scope: Sequence[int] | None, wanted: Wanted, *, how_many: int) -> Select[AuditRecord]:
    newest_first = (AuditRecord.at.desc(), AuditRecord.id)
    everything = select(AuditRecord).order_by(*newest_first).limit(how_many)
    if scope is None:
        return everything.where(*_narrowed(wanted))
    # Each organisation's newest by its own index: asked for all at once, SQLite read the country's log.
    ids = [one for one in scope if wanted.organisation_id in (None, one)]
    ours = [
        select(AuditRecord.id)
        .where(AuditRecord.organisation_id == one, *_narrowed(wanted))
        .order_by(*newest_first)
        .limit(how_many)
        .subquery()
        for one in ids
    ]
    if not ours:
        return everything.where(false())
    chunks = (ours[start : start + _MOST_TERMS] for start in range(0, len(ours), _MOST_TERMS))
    unions = (union_all(*(select(one.c.id) for one in chunk)) for chunk in chunks)
    return everything.where(or_(*(AuditRecord.id.in_(union) for union in unions)))


def organisations_in_log(session: Session, actor: Actor, *, language: str) -> Sequence[Organisation]:
    """Whose acts the actor may read, by name.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.SEE_AUDIT_LOG)
    statement = select(Organisation).order_by(by_name(Organisation, language))
    if actor.role is not Role.NATIONAL_OFFICE:
        statement = statement.where(Organisation.network_id == actor.network_id)
    return session.scalars(statement).all()


def _scope(session: Session, actor: Actor) -> Sequence[int] | None:
    """Whose acts the actor may read; None for everybody's."""
    actor.must(Permission.SEE_AUDIT_LOG)
    if actor.role is Role.NATIONAL_OFFICE:
        return None
    # What cardholders do themselves belongs to no organisation, and is no coordinator's to read.
    ours = select(Organisation.id).where(Organisation.network_id == actor.network_id)
    return session.scalars(ours).all()


def _narrowed(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.day is not None:
        yield AuditRecord.at >= day_began(wanted.day)
        yield AuditRecord.at < day_ended(wanted.day)
    if wanted.organisation_id is not None:
        yield AuditRecord.organisation_id == wanted.organisation_id
    if wanted.event:
        yield AuditRecord.event == wanted.event


def _named(session: Session, records: Sequence[AuditRecord]) -> Sequence[LogEntry]:
    organisations, cards = _organisations(session, records), _cards(session, records)
    of_field: dict[str, Mapping[Any, LocalisedText | str]] = {
        **dict.fromkeys(_ORGANISATIONS, organisations),
        "device_id": _devices(session, records),
        "offer_id": _offers(session, records),
        "network_id": _networks(session, records),
        "municipality_code": _municipalities(session, records),
    }
    return [
        LogEntry(
            record=one,
            organisation=organisations.get(one.organisation_id or 0),
            card=one.facts.get("code") or (cards.get(one.card_id, "") if one.card_id else ""),
            names={
                field: of_field[field][value]
                for field, value in one.facts.items()
                if field in of_field and value in of_field[field]
            },
        )
        for one in records
    ]


def _organisations(session: Session, records: Sequence[AuditRecord]) -> Mapping[int, LocalisedText]:
    ids = {one.organisation_id for one in records} | {
        one.facts.get(field) for one in records for field in _ORGANISATIONS
    }
    statement = select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids - {None}))
    return {row.id: row.name for row in session.execute(statement)}


def _devices(session: Session, records: Sequence[AuditRecord]) -> Mapping[str, str]:
    ids = {uuid.UUID(one.facts["device_id"]) for one in records if "device_id" in one.facts}
    rows = session.execute(select(Device.id, Device.name).where(Device.id.in_(ids)))
    return {str(row.id): row.name for row in rows}


def _offers(session: Session, records: Sequence[AuditRecord]) -> Mapping[int, LocalisedText]:
    ids = {one.facts["offer_id"] for one in records if "offer_id" in one.facts}
    rows = session.execute(select(Offer.id, Offer.name).where(Offer.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _networks(session: Session, records: Sequence[AuditRecord]) -> Mapping[int, LocalisedText]:
    ids = {one.facts["network_id"] for one in records if "network_id" in one.facts}
    rows = session.execute(select(Network.id, Network.name).where(Network.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _municipalities(session: Session, records: Sequence[AuditRecord]) -> Mapping[str, LocalisedText]:
    codes = {one.facts["municipality_code"] for one in records if "municipality_code" in one.facts}
    rows = session.execute(select(Municipality.code, Municipality.name).where(Municipality.code.in_(codes)))
    return {row.code: row.name for row in rows}


def _cards(session: Session, records: Sequence[AuditRecord]) -> Mapping[uuid.UUID, str]:
    """The code in force of each card; of one that has none, its last."""
    ids = {one.card_id for one in records if one.card_id is not None}
    statement = (
        select(RegisteredCode.card_id, RegisteredCode.code)
        .where(RegisteredCode.card_id.in_(ids))
        .order_by(RegisteredCode.replaced_at.is_(None), RegisteredCode.replaced_at)
    )
    return {row.card_id: row.code for row in session.execute(statement) if row.card_id is not None}
