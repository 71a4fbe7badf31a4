"""A server’s clock that was wrong and is put right: nothing lasts longer, fails or is lost for it."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest
from sqlalchemy import CheckConstraint, Engine, func, select
from sqlalchemy.orm import Session

from tests.core.test_outings import new_outing
from tests.factories import World, make_world, personal_card, phone_visit, session_of, visit
from tests.support.counter_phone import Phone, outcomes
from tests.support.holder_portal import on_phone
from webapp.core.accounts.factors.codes import add_app, make_recovery_codes, take_code
from webapp.core.accounts.factors.demand import FactorDemand
from webapp.core.accounts.factors.sign_in import begin_sign_in, begun_sign_in
from webapp.core.accounts.sessions import SESSION_LASTS, note_use, own_sessions
from webapp.core.audit.models import AuditRecord
from webapp.core.calendar import CLOCKS_DIFFER
from webapp.core.cards.actions import RenewalAnswers, renew_card, stop_card
from webapp.core.cards.batches import BatchOrder, hand_over_batch, make_batch
from webapp.core.cards.models import RegisteredCode
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardStatus
from webapp.core.database import session_factory
from webapp.core.devices.actions import make_enrolment, use_enrolment
from webapp.core.errors import RefusedError
from webapp.core.feedback.actions import NewFeedback, answer_feedback, send_feedback
from webapp.core.feedback.models import FeedbackCategory
from webapp.core.omakaiku.phones.actions import make_pairing, make_slip, pair_phone
from webapp.core.omakaiku.wishes.actions import (
    mark_corrected,
    renew_as_wished,
    wish_for_correction,
    wish_for_renewal,
)
from webapp.core.omakaiku.wishes.models import CorrectionKind
from webapp.core.outings.actions import announce_outing, join_outing, leave_coming_outings, leave_outing
from webapp.core.partners.desks import own_desk
from webapp.core.partners.queries import signed_in
from webapp.core.registry import metadata
from webapp.core.visits.checking import verdict_on
from webapp.core.visits.models import Visit
from webapp.core.visits.recording.forms import record_visit
from webapp.core.visits.rules import Outcome
from webapp.plumbing.housekeeping import let_go

AHEAD = [timedelta(hours=1), timedelta(days=1), timedelta(days=400)]
ahead = pytest.mark.parametrize("ahead", AHEAD, ids=str)
NEEDED = FactorDemand()


@pytest.fixture
def code(session: Session, world: World, now: datetime) -> str:
    return personal_card(session, world.distributor, world.codes[0], now=now, children=2).code


@ahead
def test_a_session_of_a_clock_that_was_ahead_ends_when_it_is_put_right(
    session: Session, world: World, now: datetime, ahead: timedelta
) -> None:
    token = session_of(session, world.venue, now=now + ahead)
    assert signed_in(session, token, NEEDED, now=now) is None
    assert len(own_sessions(session, world.venue.account_id, now=now)) == 1  # and can be ended for good
    assert signed_in(session, token, NEEDED, now=now + ahead + SESSION_LASTS) is None


def test_a_session_used_under_a_clock_that_was_ahead_does_not_rest_the_longer(
    session: Session, world: World, now: datetime
) -> None:
    token = session_of(session, world.venue, now=now)
    found = signed_in(session, token, NEEDED, now=now)
    assert found is not None
    note_use(session, found.session_id, now=now + timedelta(hours=8))
    assert signed_in(session, token, NEEDED, now=now + timedelta(hours=3)) is None


def test_two_servers_whose_clocks_differ_a_little_know_the_same_session(
    session: Session, world: World, now: datetime
) -> None:
    token = session_of(session, world.venue, now=now + CLOCKS_DIFFER)
    assert signed_in(session, token, NEEDED, now=now) is not None


@ahead
def test_codes_to_type_made_by_a_clock_that_was_ahead_do_not_last_the_longer(
    session: Session, world: World, code: str, now: datetime, ahead: timedelta
) -> None:
    held = on_phone(session, phone_of(session, world, code, now), now=now)
    later = now + ahead
    pairing = make_pairing(session, world.distributor, held.card.id, now=later).secret
    enrolment = make_enrolment(session, own_desk(world.venue), "Kassa", now=later).secret
    begun = begin_sign_in(session, world.venue.account_id, None, now=later)
    tries: list[Callable[[], object]] = [
        lambda: pair_phone(session, pairing, now=now),
        lambda: use_enrolment(session, enrolment, now=now),
    ]
    for attempt in tries:
        with pytest.raises(RefusedError):
            attempt()
    assert begun_sign_in(session, begun, now=now) is None
    assert begun_sign_in(session, begun, now=later) is not None
    assert pair_phone(session, pairing, now=later + timedelta(minutes=9))


def phone_of(session: Session, world: World, code: str, now: datetime) -> str:
    """A phone that carries the card with this code."""
    found = verdict_card(session, code)
    return pair_phone(session, make_slip(session, world.distributor, found, now=now).secret, now=now)


def verdict_card(session: Session, code: str) -> uuid.UUID:
    """The id of the card with this code."""
    card_id = session.get_one(RegisteredCode, code).card_id
    assert card_id is not None
    return card_id


@ahead
def test_an_apps_code_waits_for_the_right_time_and_a_recovery_code_does_not(
    session: Session, world: World, now: datetime, ahead: timedelta
) -> None:
    person, app = world.venue.account_id, pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    add_app(session, person, app.secret, code=app.at(now), now=now)
    recovery = make_recovery_codes(session, person, now=now)[0]
    true = now + timedelta(minutes=2)
    for wrong in (true + ahead, true - ahead):
        with pytest.raises(RefusedError):
            take_code(session, person, app.at(true), now=wrong)
    take_code(session, person, recovery, now=true + ahead)
    take_code(session, person, app.at(true), now=true)


@ahead
def test_a_card_of_a_clock_that_was_ahead_works_at_once(
    session: Session, world: World, now: datetime, ahead: timedelta
) -> None:
    held = personal_card(session, world.distributor, world.codes[1], now=now + ahead)
    desk = own_desk(world.venue)
    assert verdict_on(session, desk, held.code, now=now).refusal is None
    assert record_visit(session, desk, visit(held.code), now=now) is Outcome.RECORDED
    renewed = renew_card(session, world.distributor, held.card.id, answers=RenewalAnswers(0), now=now)
    assert renewed.card.issued_on == now.date()
    assert renewed.card.valid_until == now.date().replace(year=now.year + 1)


@ahead
def test_a_card_stopped_by_a_clock_that_was_ahead_is_stopped_at_once(
    session: Session, world: World, code: str, now: datetime, ahead: timedelta
) -> None:
    phone = Phone(session, world.venue, now)
    card_id = verdict_card(session, code)
    stop_card(session, world.distributor, card_id, status=CardStatus.WITHDRAWN, now=now + ahead)
    with pytest.raises(RefusedError) as refused:
        record_visit(session, own_desk(world.venue), visit(code), now=now)
    assert refused.value.reason is CardRefusal.CARD_WITHDRAWN
    late = phone_visit(code, 1, at=now - timedelta(minutes=1))
    assert outcomes(phone.send(late)) == [(Outcome.RECORDED, None)]


@ahead
@pytest.mark.parametrize("sign", [1, -1])
def test_a_phones_visits_all_arrive_once_while_the_servers_clock_is_wrong(
    session: Session, world: World, code: str, now: datetime, ahead: timedelta, sign: int
) -> None:
    phone = Phone(session, world.venue, now)
    commands = [
        phone_visit(code, number, at=now + timedelta(hours=number), repeat_is_meant=True)
        for number in range(1, 4)
    ]
    sent = now + timedelta(hours=4)
    wrong = sent + sign * ahead
    for _ in range(2):
        phone.send(*commands, sent_at=sent, now=wrong)
    phone.send(*commands, sent_at=sent, now=sent)
    found = session.scalars(select(Visit.happened_at).order_by(Visit.happened_at)).all()
    assert len(found) == 3
    assert max(found) <= wrong
    # What lies between them stays as the phone knows it, but for what is before it was taken into use.
    if wrong - timedelta(hours=3) > phone.device.enrolled_at:
        assert found == [wrong - timedelta(hours=number) for number in (3, 2, 1)]


def test_whatever_is_answered_after_the_clock_was_put_back_is_answered(
    session: Session, world: World, code: str, now: datetime
) -> None:
    """By the kind of the constraint: a row that ends is not before it began."""
    back = now - timedelta(seconds=1)
    token = phone_of(session, world, code, now)
    held = on_phone(session, token, now=now)
    feedback = send_feedback(
        session, held, NewFeedback(uuid.uuid4(), FeedbackCategory.OTHER, "Hyvä ilta."), now=now
    )
    answer_feedback(session, world.coordinator, feedback.id, answer="Kiitos.", now=back)
    wish_for_correction(session, held, CorrectionKind.CHILDREN, now=now)
    mark_corrected(session, world.distributor, held.card.id, kind=CorrectionKind.CHILDREN, now=back)
    soon = now + timedelta(days=330)
    held = on_phone(session, token, now=soon)
    wish = wish_for_renewal(session, held, now=soon)
    renew_as_wished(
        session, world.distributor, held.card.id, answers=RenewalAnswers(2), now=soon - timedelta(seconds=1)
    )
    batch = make_batch(session, world.office, BatchOrder(world.kainuu, "M", 2), now=now)
    hand_over_batch(session, world.office, batch.id, now=back)
    outing = announce_outing(session, world.distributor, new_outing(now), now=now)
    for leave in (
        lambda: leave_outing(session, held, outing.id, now=back),
        lambda: leave_coming_outings(session, held, now=back),
    ):
        join_outing(session, held, outing.id, now=now)
        leave()
        session.flush()
    session.refresh(wish)
    assert wish.answered_at == soon


def test_no_other_row_has_an_end_that_a_clock_could_put_before_its_beginning() -> None:
    shape = re.compile(r"(\w+_at|\w+_on) >= (\w+_at|\w+_on)|(\w+_at|valid_until) >= (\w+_on|\w+_at)")
    found = {
        f"{table.name}.{constraint.name}"
        for table in metadata().sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint) and shape.search(str(constraint.sqltext))
    }
    assert found == {
        "cards.ck_cards_valid_from_issue", "code_batches.ck_code_batches_handed_over_later",
        "correction_wishes.ck_correction_wishes_answered_later", "feedback.ck_feedback_answered_later",
        "model_exceptions.ck_model_exceptions_ends_later",  # days that somebody types
        "outing_joins.ck_outing_joins_left_later", "renewal_wishes.ck_renewal_wishes_answered_later",
    }  # fmt: skip


def test_a_clock_that_jumps_ahead_makes_housekeeping_forget_nothing(engine: Engine, now: datetime) -> None:
    sessions = session_factory(engine)
    with sessions.begin() as session:
        world = make_world(session, now=now)
        session_of(session, world.venue, now=now)
        held = personal_card(session, world.distributor, world.codes[0], now=now)
        make_slip(session, world.distributor, held.card.id, now=now)
    kept = rows(engine)
    assert let_go(sessions, now=now)
    for wrong in (timedelta(days=2), timedelta(days=40), timedelta(days=20_000)):
        assert not let_go(sessions, now=now + wrong)
        assert rows(engine) == kept
    # The clock is put right: the next run goes on as if nothing had been.
    assert let_go(sessions, now=now + timedelta(hours=13))


def test_after_a_long_rest_housekeeping_waits_for_half_a_day(engine: Engine, now: datetime) -> None:
    sessions = session_factory(engine)
    assert let_go(sessions, now=now)
    back = now + timedelta(days=100)
    assert not let_go(sessions, now=back)
    assert not let_go(sessions, now=back + timedelta(hours=11))
    assert let_go(sessions, now=back + timedelta(hours=12))


def test_a_clock_that_was_put_back_makes_housekeeping_wait_and_lose_nothing(
    engine: Engine, now: datetime
) -> None:
    sessions = session_factory(engine)
    assert let_go(sessions, now=now)
    assert not let_go(sessions, now=now - timedelta(days=30))
    assert let_go(sessions, now=now - timedelta(days=29))


def rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has that housekeeping could empty."""
    with session_factory(engine)() as session:
        tables = [one for one in metadata().sorted_tables if one.name != AuditRecord.__tablename__]
        return {one.name: session.scalar(select(func.count()).select_from(one)) or 0 for one in tables}
