"""Write to the log, in the transaction of what is written about."""

import dataclasses
import re
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from webapp.core.audit.events import Event
from webapp.core.audit.models import AuditRecord
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
    facts = {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}
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


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field of an event
    return str(value) if isinstance(value, uuid.UUID) else value
