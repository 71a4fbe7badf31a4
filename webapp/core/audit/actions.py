"""Write to the log, in the transaction of what is written about."""

import dataclasses
import re
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session, sessionmaker

from webapp.core.audit.circumstances import ASKED
from webapp.core.audit.events import Event
from webapp.core.audit.models import AuditRecord
from webapp.core.database import announce_writing
from webapp.core.identifiers import new_id


def event_name(event: type[Event]) -> str:
    """`CardIssued` is `card_issued` in the log."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower()


def record_event(
    db: Session | Connection,
    event: Event,
    *,
    now: datetime,
    account_id: int | None,
    organisation_id: int | None = None,
) -> None:
    """Append one event."""
    facts = facts_of(event)
    if account_id is not None or organisation_id is not None or event.is_by_anybody:
        facts |= _circumstances()
    written = insert(AuditRecord).values(
        id=new_id(now),
        at=now,
        event=event_name(type(event)),
        account_id=account_id,
        organisation_id=organisation_id,
        card_id=getattr(event, "card_id", None),
        facts=facts,
    )
    db.execute(written)


def note_event(
    factory: sessionmaker[Session],
    event: Event,
    *,
    now: datetime,
    account_id: int | None,
    organisation_id: int | None = None,
) -> None:
    """Append an event in a transaction of its own, unless the same has been noted a short while ago.

    Whoever reloads a page fills no log with it: an event says by `noted_again_after` what a while is.
    """
    who = {"account_id": account_id, "organisation_id": organisation_id}
    with factory() as reading:
        if _is_noted(reading, event, since=now - event.noted_again_after, **who):
            return
    with factory.begin() as session:
        announce_writing(session)
        record_event(session, event, now=now, **who)


def _is_noted(
    session: Session, event: Event, *, since: datetime, account_id: int | None, organisation_id: int | None
) -> bool:
    statement = select(AuditRecord.facts).where(
        AuditRecord.at > since,
        AuditRecord.event == event_name(type(event)),
        # With None these are IS NULL. IS NOT DISTINCT FROM would read all of a busy day past the index.
        AuditRecord.account_id == account_id,
        AuditRecord.organisation_id == organisation_id,
    )
    wanted = facts_of(event)
    if account_id is None and organisation_id is None:
        wanted |= _circumstances()
    return any(wanted.items() <= facts.items() for facts in session.scalars(statement))


def facts_of(event: Event) -> dict[str, Any]:
    """An event's own fields, as the log keeps them."""
    return {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}


def _circumstances() -> dict[str, Any]:
    found = ASKED.get()()
    return {"device_type": found.device_type.value, "origin": found.origin} if found else {}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field of an event
    return str(value) if isinstance(value, uuid.UUID) else value
