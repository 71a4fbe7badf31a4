"""Put a mail into the outbox with the act that it tells of; take it out for sending; say what became of it.

As with reminders, nothing is locked while a stranger's server thinks: one transaction claims a mail, a
second settles it. A claim that nobody settles (the machine fell over) is void after CLAIM_LASTS, and the
mail is sent once more under the same Message-ID: rather twice than never.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.core.audit.actions import record_event
from webapp.core.identifiers import new_id
from webapp.core.mails.events import MailGivenUp
from webapp.core.mails.models import Mail, MailKind, MailState

CLAIM_LASTS: Final = timedelta(minutes=15)
"""Longer than any server may take for one mail (plumbing/mail/delivery.py)."""
NEWS_IS_USEFUL: Final = timedelta(days=3)
"""How long a mail is tried that has no end of its own, as a link has."""
MAILS_KEPT: Final = timedelta(days=30)
"""That there was one, not what it said."""
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)
_ENOUGH_DOUBLINGS: Final = 16


class MailOutcome(StrEnum):
    """What became of a mail that was tried."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    """The server says that there is no such address, or it is none."""


@dataclass(frozen=True, slots=True)
class NewMail:
    """What to tell whom, in which language, and until when it is worth telling."""

    kind: MailKind
    address: str
    language: str
    facts: Mapping[str, str] = field(default_factory=dict)
    useful_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """One to be sent now, by whoever claimed it."""

    id: uuid.UUID
    kind: MailKind
    address: str
    language: str
    facts: Mapping[str, str]
    made_at: datetime
    useful_until: datetime
    tries: int

    def with_fact(self, name: str, value: str) -> "ClaimedMail":
        """The same mail with one fact more."""
        return replace(self, facts={**self.facts, name: value})


def put_into_outbox(session: Session, new: NewMail, *, now: datetime) -> None:
    """Let a mail wait for the sender; it goes if what it tells of is committed."""
    mail = Mail(
        id=new_id(now), kind=new.kind, language=new.language, state=MailState.WAITING, address=new.address,
        facts=dict(new.facts), made_at=now, due_at=now, useful_until=new.useful_until or now + NEWS_IS_USEFUL,
        tries=0,
    )  # fmt: skip
    session.add(mail)
    session.flush()


def due_mails(session: Session, *, now: datetime) -> Sequence[uuid.UUID]:
    """What there is to try now, the oldest first."""
    is_due = (Mail.state == MailState.WAITING, Mail.due_at <= now)
    return session.scalars(select(Mail.id).where(*is_due).order_by(Mail.due_at, Mail.id)).all()


def waiting_mails(session: Session) -> int:
    """How many wait, also those that are not tried yet."""
    return session.scalar(select(func.count()).where(Mail.state == MailState.WAITING)) or 0


def claim_mail(session: Session, mail_id: uuid.UUID, *, now: datetime) -> ClaimedMail | None:
    """Take one for sending; None where another has, or where it is too late for it, and so it is given up."""
    mine = (
        update(Mail)
        .where(Mail.id == mail_id, Mail.state == MailState.WAITING, Mail.due_at <= now)
        .values(due_at=now + CLAIM_LASTS, tries=Mail.tries + 1)
        .returning(Mail.id)
    )
    if session.execute(mine).first() is None:
        return None
    mail = session.get_one(Mail, mail_id, populate_existing=True)
    if mail.useful_until <= now:
        _give_up(session, mail, now=now)
        return None
    return ClaimedMail(
        mail.id, MailKind(mail.kind), mail.address or "", mail.language, dict(mail.facts or {}),
        mail.made_at, mail.useful_until, mail.tries,
    )  # fmt: skip


def keep_fact(session: Session, claimed: ClaimedMail, *, name: str, value: str) -> None:
    """Let a mail say the same whenever it is tried again."""
    mail = session.get_one(Mail, claimed.id)
    mail.facts = {**(mail.facts or {}), name: value}


def drop_mail(session: Session, claimed: ClaimedMail) -> None:
    """Forget a mail that has nobody to go to."""
    session.execute(delete(Mail).where(Mail.id == claimed.id))


def settle_mail(session: Session, claimed: ClaimedMail, outcome: MailOutcome, *, now: datetime) -> None:
    """Note what became of it; unless the claim was void, and another has it now."""
    mail = session.get(Mail, claimed.id, with_for_update=True, populate_existing=True)
    if mail is None or mail.state != MailState.WAITING:
        return
    match outcome:
        case MailOutcome.SENT:  # whoever has it now: it has been on its way
            _close(mail, MailState.SENT)
        case MailOutcome.REFUSED:
            _give_up(session, mail, now=now)
        case MailOutcome.LATER:
            if mail.tries == claimed.tries:
                mail.due_at = now + wait_after(mail.tries)
        case _:
            assert_never(outcome)


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: each time twice as long, up to LONGEST_WAIT."""
    doubled = 1 << min(tries - 1, _ENOUGH_DOUBLINGS)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def forget_old_mails(session: Session, *, now: datetime) -> None:
    """Forget that mails were sent or given up; one that waits is never forgotten."""
    old = (Mail.state != MailState.WAITING, Mail.made_at < now - MAILS_KEPT)
    session.execute(delete(Mail).where(*old))


def _give_up(session: Session, mail: Mail, *, now: datetime) -> None:
    _close(mail, MailState.GIVEN_UP)
    record_event(session, MailGivenUp(mail.kind), now=now, account_id=None)


def _close(mail: Mail, state: MailState) -> None:
    mail.state = state
    mail.address = mail.facts = None
