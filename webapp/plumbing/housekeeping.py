"""What the register does by itself: remind phones by day, let go of what is old, keep names in order."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from webapp.core.audit.actions import event_name, record_event
from webapp.core.audit.chain import forget_old_records, seal, unsealed_records
from webapp.core.audit.models import AuditRecord
from webapp.core.database import announce_writing
from webapp.core.log.events import HousekeepingDone, HousekeepingHeldBack
from webapp.core.names import follow_names, rows_astray
from webapp.core.omakaiku.reminders.actions import (
    PushOutcome,
    claim_notice,
    due_notices,
    forget_idle_notices,
    settle_notice,
)
from webapp.core.omakaiku.reminders.rules import is_hour_for_notices
from webapp.core.retention import RETENTION
from webapp.core.trials.moving import move_some, unfinished_endings
from webapp.plumbing.clock import Clock
from webapp.plumbing.push.sending import PushSender

log = structlog.get_logger()


def let_go(sessions: sessionmaker[Session], *, now: datetime) -> bool:
    """Forget what is past by the table of core.retention, and phones that cannot be reached.

    What a wrong clock takes for old would be gone for good: False, and nothing is forgotten, where by this
    clock no run was made a day ago. The next day's run then goes on.
    """
    with sessions.begin() as session:
        announce_writing(session)
        if not _is_clock_believed(session, now=now):
            log.warning("clock not believed", said=now.isoformat())
            record_event(session, HousekeepingHeldBack(), now=now, account_id=None)
            return False
        for one in RETENTION:
            if one.forget is not None:
                one.forget(session, now)
        forget_idle_notices(session)
        gone = forget_old_records(session, now=now)
        record_event(session, HousekeepingDone(gone), now=now, account_id=None)
    return True


_RUNS: Final = (event_name(HousekeepingDone), event_name(HousekeepingHeldBack))
_A_DAY_AGO: Final = (timedelta(hours=36), timedelta(hours=12))
"""Runs are made every hour or every day; what is kept is kept for days at least."""


def _is_clock_believed(session: Session, *, now: datetime) -> bool:
    """Whether some run was made about a day ago, or the first one ever since, and none in times to come."""
    runs = select(AuditRecord.id).where(AuditRecord.event.in_(_RUNS)).limit(1)
    earliest, latest = (now - ago for ago in _A_DAY_AGO)
    is_made = session.scalar(runs.where(AuditRecord.at.between(earliest, latest))) is not None
    return is_made or session.scalar(runs.where(~AuditRecord.at.between(earliest, now))) is None


def seal_log(sessions: sessionmaker[Session]) -> None:
    """Link the log's new rows to its chain, in short transactions; its end goes into the program's own log.

    Whoever can change the register cannot change what the server keeps of that log elsewhere.
    """
    with sessions() as reading:
        waiting = unsealed_records(reading)
    for batch in waiting:
        with sessions.begin() as session:
            announce_writing(session)
            head = seal(session, batch)
        log.info("log sealed", head=str(head), rows=len(batch))


def move_trial_cards(sessions: sessionmaker[Session], *, clock: Clock) -> None:
    """Let the cards of decided trials go on until their new day, in short transactions with others between.

    Two that run at once do not move a card twice: each transaction takes the next cards of its trial.
    """
    with sessions() as reading:
        waiting = unfinished_endings(reading)
    for ending_id in waiting:
        has_more = True
        while has_more:
            with sessions.begin() as session:
                announce_writing(session)
                has_more = move_some(session, ending_id, now=clock())


def keep_order(sessions: sessionmaker[Session]) -> None:
    """Sort and find by its name every row whose name was written past the program, or by another release.

    Nobody waits while all names are read: what has to be written is hardly ever anything.
    """
    with sessions() as reading:
        astray = rows_astray(reading)
    if astray:
        with sessions.begin() as session:
            announce_writing(session)
            follow_names(session, astray)


def send_notices(
    sessions: sessionmaker[Session], sender: PushSender, *, clock: Clock
) -> Counter[PushOutcome]:
    """Remind every phone that is due, one after another; tells how many of what became.

    Nothing is locked while a push service thinks, and two that run at once share the work.
    """
    outcomes: Counter[PushOutcome] = Counter()
    with sessions() as reading:
        due = due_notices(reading, now=clock())
    for notice_id in due:
        if not is_hour_for_notices(clock()):
            break
        with sessions.begin() as session:
            announce_writing(session)
            claimed = claim_notice(session, notice_id, now=clock())
        if claimed is None:
            continue
        outcome = sender.wake(claimed.endpoint, now=clock())
        with sessions.begin() as session:
            announce_writing(session)
            settle_notice(session, claimed, outcome, now=clock())
        outcomes[outcome] += 1
    return outcomes
