"""The outbox, on both databases: a mail is tried until it is sent or of no use, by one at a time."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.support.race import times_won
from webapp.core.audit.models import AuditRecord
from webapp.core.database import session_factory
from webapp.core.errors import NotFoundError
from webapp.core.mails.actions import (
    CLAIM_LASTS,
    FIRST_WAIT,
    LONGEST_WAIT,
    MAILS_KEPT,
    NEWS_IS_USEFUL,
    ClaimedMail,
    MailOutcome,
    NewMail,
    claim_mail,
    due_mails,
    forget_old_mails,
    put_into_outbox,
    settle_mail,
    wait_after,
    waiting_mails,
)
from webapp.core.mails.models import Mail, MailKind, MailState

ADDRESS = "somebody@staff.example"
NEWS = NewMail(MailKind.REMOVAL, ADDRESS, "sv", {"organisation": "Teatteri"})


def claimed(session: Session, *, now: datetime) -> ClaimedMail:
    (mail_id,) = due_mails(session, now=now)
    found = claim_mail(session, mail_id, now=now)
    assert found is not None
    return found


def only_mail(session: Session) -> Mail:
    return session.scalars(select(Mail)).one()


def test_a_mail_waits_with_what_it_says_and_has_nothing_left_of_it_when_it_is_sent(
    session: Session, now: datetime
) -> None:
    put_into_outbox(session, NEWS, now=now)
    mail = claimed(session, now=now)
    assert (mail.kind, mail.address, mail.language, mail.facts) == (
        MailKind.REMOVAL, ADDRESS, "sv", {"organisation": "Teatteri"},
    )  # fmt: skip
    settle_mail(session, mail, MailOutcome.SENT, now=now)
    left = only_mail(session)
    assert (left.state, left.address, left.facts) == (MailState.SENT, None, None)
    assert (due_mails(session, now=now + CLAIM_LASTS), waiting_mails(session)) == ([], 0)


def test_what_is_rolled_back_sends_no_mail(engine: Engine, now: datetime) -> None:
    sessions = session_factory(engine)
    with sessions() as session:
        put_into_outbox(session, NEWS, now=now)
        session.rollback()
    with sessions() as session:
        assert due_mails(session, now=now) == []


def test_a_mail_that_is_not_taken_is_tried_again_after_longer_and_longer_waits(
    session: Session, now: datetime
) -> None:
    put_into_outbox(session, NEWS, now=now)
    waits = []
    for _ in range(10):
        mail = claimed(session, now=now)
        settle_mail(session, mail, MailOutcome.LATER, now=now)
        due = only_mail(session).due_at
        waits.append(due - now)
        assert due_mails(session, now=due - timedelta(seconds=1)) == []
        now = due
    assert waits[0] == FIRST_WAIT
    assert all(later == min(earlier * 2, LONGEST_WAIT) for earlier, later in pairwise(waits))
    assert wait_after(1_000_000) == waits[-1] == LONGEST_WAIT


def test_a_mail_is_given_up_when_it_is_of_no_use_any_more_and_the_log_says_so(
    session: Session, now: datetime
) -> None:
    put_into_outbox(session, NEWS, now=now)
    settle_mail(session, claimed(session, now=now), MailOutcome.LATER, now=now)
    late = now + NEWS_IS_USEFUL
    (mail_id,) = due_mails(session, now=late)
    assert claim_mail(session, mail_id, now=late) is None
    left = only_mail(session)
    assert (left.state, left.address, left.facts) == (MailState.GIVEN_UP, None, None)
    (record,) = session.scalars(select(AuditRecord).where(AuditRecord.event == "mail_given_up"))
    assert record.facts == {"mail_kind": "removal"}


def test_a_mail_whose_address_is_none_is_given_up_at_once(session: Session, now: datetime) -> None:
    put_into_outbox(session, NEWS, now=now)
    settle_mail(session, claimed(session, now=now), MailOutcome.REFUSED, now=now)
    assert only_mail(session).state == MailState.GIVEN_UP


def test_what_fell_over_between_sending_and_saying_so_is_sent_once_more(
    session: Session, now: datetime
) -> None:
    put_into_outbox(session, NEWS, now=now)
    first = claimed(session, now=now)
    assert due_mails(session, now=now + CLAIM_LASTS - timedelta(seconds=1)) == []
    second = claimed(session, now=now + CLAIM_LASTS)
    assert (second.id, second.made_at, second.tries) == (first.id, first.made_at, 2)


def test_who_comes_too_late_with_a_failure_does_not_disturb_who_has_the_mail_now(
    session: Session, now: datetime
) -> None:
    put_into_outbox(session, NEWS, now=now)
    slow = claimed(session, now=now)
    then = now + CLAIM_LASTS
    quick = claimed(session, now=then)
    settle_mail(session, slow, MailOutcome.LATER, now=then)
    assert due_mails(session, now=then + CLAIM_LASTS - timedelta(seconds=1)) == []
    settle_mail(session, quick, MailOutcome.SENT, now=then)
    settle_mail(session, slow, MailOutcome.LATER, now=then)
    assert only_mail(session).state == MailState.SENT


def test_of_many_who_claim_at_once_one_has_it(engine: Engine, now: datetime) -> None:
    with session_factory(engine).begin() as session:
        put_into_outbox(session, NEWS, now=now)
        mail_id = only_mail(session).id

    def claim(own: Session) -> ClaimedMail:
        found = claim_mail(own, mail_id, now=now)
        if found is None:
            raise NotFoundError
        return found

    assert times_won(engine, claim) == 1


@pytest.mark.parametrize("outcome", [MailOutcome.SENT, MailOutcome.REFUSED])
def test_that_there_was_a_mail_is_forgotten_after_a_month_and_one_that_waits_is_not(
    session: Session, now: datetime, outcome: MailOutcome
) -> None:
    put_into_outbox(session, NEWS, now=now)
    settle_mail(session, claimed(session, now=now), outcome, now=now)
    put_into_outbox(session, NEWS, now=now)
    forget_old_mails(session, now=now + MAILS_KEPT)
    assert len(session.scalars(select(Mail)).all()) == 2
    forget_old_mails(session, now=now + MAILS_KEPT + timedelta(seconds=1))
    assert only_mail(session).state == MailState.WAITING
