"""The log's chain: rows are sealed in batches, old ones are let go of, and the rest can be verified.

Who records something writes its row and waits for nobody. Later, and one run at a time, each new row gets a
link: the SHA-256 of the digest before it and of all its columns. The order is that in which rows are sealed,
so a transaction that ends late is linked by the next run.
"""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from webapp.core.audit.models import AuditAnchor, AuditLink, AuditRecord

LOG_IS_KEPT: Final = timedelta(days=3 * 365 + 1)
"""The database refuses to delete rows of the last 3 × 365 days; the day between is for clocks that differ."""
SEALED_AT_ONCE: Final = 1_000
"""Rows of one transaction: SQLite has one writer, and counters wait for it."""
_READ_AT_ONCE: Final = 100_000
_LET_GO_AT_ONCE: Final = 10_000
_SEALED_COLUMNS: Final = (
    AuditRecord.id,
    AuditRecord.at,
    AuditRecord.event,
    AuditRecord.account_id,
    AuditRecord.organisation_id,
    AuditRecord.card_id,
    AuditRecord.facts,
)


class ChainFault(StrEnum):
    """What is wrong at a place of the chain."""

    LINK_MISSING = "the link of a row is missing"
    RECORD_MISSING = "the row is missing"
    RECORD_CHANGED = "the row or its link is not what was sealed"
    END_MISSING = "rows at the end are missing"
    ANOTHER_CHAIN = "the chain is not the one that was noted"


@dataclass(frozen=True, slots=True)
class Head:
    """The last place of a chain: who has noted it elsewhere notices when the end is cut or all is redone."""

    position: int
    digest: bytes

    def __str__(self) -> str:
        """What people note down."""
        return f"{self.position}:{self.digest.hex()}"


@dataclass(frozen=True, slots=True)
class FirstFault:
    """The first row that is not as it was sealed."""

    position: int
    record_id: uuid.UUID | None
    fault: ChainFault


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying the log has found."""

    verified: int
    head: Head
    unsealed: int
    unsealed_since: datetime | None
    fault: FirstFault | None


class HeadUnreadableError(ValueError):
    """What was given as a noted head is none."""


def read_head(written: str) -> Head:
    """A head as it was noted.

    Raises:
        HeadUnreadableError: it is not a number, a colon and a digest.
    """
    position, _, digest = written.strip().partition(":")
    try:
        head = Head(int(position), bytes.fromhex(digest))
    except ValueError as error:
        raise HeadUnreadableError(written) from error
    if len(head.digest) != hashlib.sha256().digest_size:
        raise HeadUnreadableError(written)
    return head


def unsealed_records(session: Session) -> list[Sequence[uuid.UUID]]:
    """The ids of rows without a link, the oldest first, in batches for `seal`."""
    statement = (
        select(AuditRecord.id)
        .where(~exists().where(AuditLink.record_id == AuditRecord.id))
        .order_by(AuditRecord.at, AuditRecord.id)
        .limit(_READ_AT_ONCE)
    )
    waiting = session.scalars(statement).all()
    return [waiting[start : start + SEALED_AT_ONCE] for start in range(0, len(waiting), SEALED_AT_ONCE)]


def seal(session: Session, record_ids: Sequence[uuid.UUID]) -> Head:
    """Link rows to the end of the chain; those that another run has linked meanwhile stay where they are."""
    _lock(session)
    head = _head(session.connection())
    statement = (
        select(*_SEALED_COLUMNS)
        .where(AuditRecord.id.in_(record_ids), ~exists().where(AuditLink.record_id == AuditRecord.id))
        .order_by(AuditRecord.at, AuditRecord.id)
    )
    links = []
    for record in session.execute(statement):
        head = Head(head.position + 1, _digest(head.digest, record))
        links.append({"position": head.position, "record_id": record.id, "digest": head.digest})
    if links:
        session.execute(insert(AuditLink), links)
    return head


def forget_old_records(session: Session, *, now: datetime) -> int:
    """Let go of the oldest rows whose time is over, and note what the rest hangs on; gives how many."""
    anchor, kept_from = _lock(session), now - LOG_IS_KEPT
    first_kept = session.scalar(
        select(AuditLink.position)
        .join(AuditRecord, AuditRecord.id == AuditLink.record_id)
        .where(AuditRecord.at >= kept_from)
        .order_by(AuditLink.position)
        .limit(1)
    )
    end = _head(session.connection()).position if first_kept is None else first_kept - 1
    last = session.execute(
        select(AuditLink.position, AuditLink.digest)
        .where(AuditLink.position <= min(end, anchor.position + _LET_GO_AT_ONCE))
        .order_by(AuditLink.position.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return 0
    session.execute(
        update(AuditAnchor).values(position=last.position, digest=last.digest, kept_from=kept_from)
    )
    gone = select(AuditLink.record_id).where(AuditLink.position <= last.position)
    session.execute(delete(AuditRecord).where(AuditRecord.id.in_(gone)))
    session.execute(delete(AuditLink).where(AuditLink.position <= last.position))
    return int(last.position - anchor.position)


def verify_log(engine: Engine, *, noted: Head | None = None) -> Verdict:
    """Read the whole log as it is at one moment, and tell the first row that is not as it was sealed."""
    moment = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**moment) as connection:
        start = _anchor(connection)
        head, fault, is_noted = _followed(connection, start, noted)
        if fault is None and noted is not None and not is_noted:
            fault = _not_as_noted(start, head, noted)
        unsealed = connection.execute(
            select(func.count(), func.min(AuditRecord.at)).where(
                ~exists().where(AuditLink.record_id == AuditRecord.id)
            )
        ).one()
    return Verdict(head.position - start.position, head, unsealed[0], unsealed[1], fault)


def _followed(
    connection: Connection, start: Head, noted: Head | None
) -> tuple[Head, FirstFault | None, bool]:
    """How far the chain holds, what is wrong there, and whether it came by the noted place."""
    statement = (
        select(AuditLink.position, AuditLink.digest, AuditLink.record_id, *_SEALED_COLUMNS)
        .outerjoin(AuditRecord, AuditRecord.id == AuditLink.record_id)
        .order_by(AuditLink.position)
    )
    head, is_noted = start, noted == start
    with connection.execution_options(yield_per=SEALED_AT_ONCE).execute(statement) as links:
        for link in links:
            fault = _fault_of(link, head)
            if fault is not None:
                return head, fault, is_noted
            head = Head(link.position, link.digest)
            is_noted = is_noted or noted == head
    return head, None, is_noted


def _not_as_noted(start: Head, head: Head, noted: Head) -> FirstFault | None:
    if noted.position < start.position:
        return None  # its row has been let go of since
    if noted.position > head.position:
        return FirstFault(head.position + 1, None, ChainFault.END_MISSING)
    return FirstFault(noted.position, None, ChainFault.ANOTHER_CHAIN)


def _fault_of(link: Row[Any], before: Head) -> FirstFault | None:
    if link.position != before.position + 1:
        return FirstFault(before.position + 1, None, ChainFault.LINK_MISSING)
    if link.id is None:
        return FirstFault(link.position, link.record_id, ChainFault.RECORD_MISSING)
    if link.digest != _digest(before.digest, link):
        return FirstFault(link.position, link.record_id, ChainFault.RECORD_CHANGED)
    return None


def _digest(before: bytes, record: Row[Any]) -> bytes:
    """Of a row and of what stands before it. The form never changes: what is sealed was sealed by it."""
    written = [
        record.id.hex,
        record.at.astimezone(UTC).isoformat(timespec="microseconds"),
        record.event,
        record.account_id,
        record.organisation_id,
        None if record.card_id is None else record.card_id.hex,
        record.facts,
    ]
    return hashlib.sha256(before + json.dumps(written, sort_keys=True).encode()).digest()


def _lock(session: Session) -> Head:
    """One run at a time: whoever records something does not read this row."""
    statement = select(AuditAnchor.position, AuditAnchor.digest).with_for_update()
    found = session.execute(statement).one()
    return Head(found.position, found.digest)


def _head(connection: Connection) -> Head:
    last = select(AuditLink.position, AuditLink.digest).order_by(AuditLink.position.desc()).limit(1)
    found = connection.execute(last).one_or_none()
    return _anchor(connection) if found is None else Head(found.position, found.digest)


def _anchor(connection: Connection) -> Head:
    found = connection.execute(select(AuditAnchor.position, AuditAnchor.digest)).one()
    return Head(found.position, found.digest)
