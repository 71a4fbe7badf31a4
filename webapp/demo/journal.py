"""The log of a made-up past: batches, and what happened to cards and visits lately."""

import dataclasses
import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.audit.actions import event_name
from webapp.core.audit.events import Event
from webapp.core.cards.events import BatchHandedOver, BatchMade, CardIssued, CardStopped, SeriesImported
from webapp.core.cards.models import CodeBatch
from webapp.core.visits.events import VisitUndone
from webapp.demo.clock import DemoClock, made_id
from webapp.demo.ledger import Ledger
from webapp.demo.people import Staff

REACHES_BACK: Final = timedelta(days=21)

Entry: TypeAlias = tuple[datetime, Event, int, int | None]
"""When, what, which account, for which organisation."""


def journal_rows(
    session: Session, ledger: Ledger, *, clock: DemoClock, staff: Staff, office_id: int
) -> list[dict[str, Any]]:
    """Rows of the audit log: every batch, and the last three weeks of cards and undone visits."""
    batches = session.scalars(select(CodeBatch)).all()
    entries = [
        *_of_batches(batches, staff, office_id=office_id),
        *_of_cards(ledger, staff),
        *_of_visits(ledger, staff),
    ]
    since = clock.now - REACHES_BACK
    rng = random.Random("journal")  # noqa: S311 - made-up data, not secrecy
    return [
        _row(rng, entry)
        for entry in sorted(entries, key=lambda one: one[0])
        if since <= entry[0] <= clock.now
        or isinstance(entry[1], BatchMade | SeriesImported | BatchHandedOver)
    ]


def _of_batches(batches: Sequence[CodeBatch], staff: Staff, *, office_id: int) -> Iterator[Entry]:
    who = (staff[office_id], office_id)
    for batch in batches:
        happened = SeriesImported if batch.is_imported else BatchMade
        yield batch.made_at, happened(batch.id, batch.size), *who
        if batch.handed_over_at is not None:
            yield batch.handed_over_at, BatchHandedOver(batch.id), *who


def _of_cards(ledger: Ledger, staff: Staff) -> Iterator[Entry]:
    for card in ledger.cards:
        who = (staff[card.distributor.id], card.distributor.id)
        yield card.registered_at, CardIssued(card.id, card.kind), *who
        if card.stopped_at is not None:
            yield card.stopped_at, CardStopped(card.id, card.status), *who


def _of_visits(ledger: Ledger, staff: Staff) -> Iterator[Entry]:
    for visit in ledger.visits:
        if visit.undone_at is not None:
            yield visit.undone_at, VisitUndone(visit.id), staff[visit.venue.id], visit.venue.id


def _row(rng: random.Random, entry: Entry) -> dict[str, Any]:
    moment, event, account_id, organisation_id = entry
    return {
        "id": made_id(rng, moment),
        "at": moment,
        "event": event_name(type(event)),
        "account_id": account_id,
        "organisation_id": organisation_id,
        "card_id": getattr(event, "card_id", None),
        "facts": _facts(dataclasses.asdict(event)),
    }


def _facts(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, uuid.UUID) else value for name, value in fields.items()}
