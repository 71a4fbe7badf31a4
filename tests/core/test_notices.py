"""Reminders on a phone: turned on by its holder, sent once by whoever claims them, gone with the phone."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.factories import World, make_world, personal_card
from tests.support.holder_portal import new_phone, on_phone
from tests.support.race import times_won
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import RenewalAnswers, Replacement, renew_card, replace_card, stop_card
from webapp.core.cards.queries import CardInHand
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardStatus
from webapp.core.database import session_factory
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.omakaiku.own_data.actions import leave_omakaiku
from webapp.core.omakaiku.phones.actions import forget_phone
from webapp.core.omakaiku.reminders.actions import (
    CLAIM_LASTS,
    ClaimedNotice,
    PushOutcome,
    claim_notice,
    due_notices,
    forget_idle_notices,
    notice_of_phone,
    settle_notice,
    turn_notices_off,
    turn_notices_on,
)
from webapp.core.omakaiku.reminders.models import HolderNotice
from webapp.core.omakaiku.reminders.push_services import PushServices
from webapp.core.omakaiku.reminders.reasons import ReminderRefusal
from webapp.core.omakaiku.reminders.rules import NoticeKind

SERVICES = PushServices()
ENDPOINT = "https://fcm.googleapis.com/fcm/send/one"
YEAR = timedelta(days=365)


@pytest.fixture
def held(session: Session, world: World, now: datetime) -> CardInHand:
    return personal_card(session, world.distributor, world.codes[0], now=now)


@pytest.fixture
def token(session: Session, world: World, held: CardInHand, now: datetime) -> str:
    """A phone that wants to be reminded since the day of its card's issue."""
    token = new_phone(session, world.distributor, held, now=now)
    turn_on(session, token, now=now)
    return token


def turn_on(session: Session, token: str, *, now: datetime, endpoint: str = ENDPOINT) -> None:
    turn_notices_on(session, token, endpoint, services=SERVICES, now=now)
    session.flush()


def claimed(session: Session, *, now: datetime) -> ClaimedNotice:
    (due,) = due_notices(session, now=now)
    found = claim_notice(session, due, now=now)
    assert found is not None
    return found


def count(session: Session) -> int | None:
    session.flush()
    return session.scalar(select(func.count()).select_from(HolderNotice))


def events(session: Session) -> list[str]:
    return list(session.scalars(select(AuditRecord.event).order_by(AuditRecord.id)))


def test_a_phone_is_reminded_two_months_before_the_end_and_when_the_card_is_renewed(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    assert not due_notices(session, now=now + timedelta(days=303))
    soon = now + timedelta(days=304)  # 22.9.2027; the last valid day is 22.11.
    first = claimed(session, now=soon)
    assert (first.kind, first.endpoint, first.code) == (NoticeKind.RENEWAL_SOON, ENDPOINT, held.code)
    settle_notice(session, first, PushOutcome.SENT, now=soon)
    assert not due_notices(session, now=soon + timedelta(days=40))
    renewed = soon + timedelta(days=41)
    renew_card(session, world.distributor, held.card.id, answers=RenewalAnswers(0), now=renewed)
    session.flush()
    second = claimed(session, now=renewed)
    assert (second.kind, second.reminded.known_until) == (NoticeKind.CARD_RENEWED, date(2028, 11, 22))
    settle_notice(session, second, PushOutcome.SENT, now=renewed)
    assert not due_notices(session, now=renewed + timedelta(days=1))
    assert events(session).count("notice_sent") == 2


def test_who_turns_it_on_near_the_end_is_told_of_the_renewal_only(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    soon = now + timedelta(days=320)
    turn_on(session, new_phone(session, world.distributor, held, now=soon), now=soon)
    assert not due_notices(session, now=soon)
    renew_card(session, world.distributor, held.card.id, answers=RenewalAnswers(0), now=soon)
    session.flush()
    assert claimed(session, now=soon).kind is NoticeKind.CARD_RENEWED


def test_turning_on_twice_is_once_and_another_address_takes_the_place_of_the_first(
    session: Session, token: str, now: datetime
) -> None:
    turn_on(session, token, now=now)
    assert (count(session), events(session).count("notices_turned_on")) == (1, 1)
    turn_on(session, token, now=now, endpoint=f"{ENDPOINT}-anew")
    notice = notice_of_phone(session, token)
    assert notice is not None
    assert (count(session), notice.endpoint) == (1, f"{ENDPOINT}-anew")


def test_a_browser_that_takes_another_card_rings_for_that_one_only(
    session: Session, world: World, token: str, now: datetime
) -> None:
    other = personal_card(session, world.distributor, world.codes[1], now=now)
    again = new_phone(session, world.distributor, other, now=now)
    turn_on(session, again, now=now)
    assert count(session) == 1
    assert notice_of_phone(session, token) is None


def test_turning_off_is_safe_to_repeat(session: Session, token: str, now: datetime) -> None:
    for _ in range(2):
        turn_notices_off(session, token, now=now)
        session.flush()
    assert (count(session), events(session).count("notices_turned_off")) == (0, 1)
    turn_notices_off(session, "guess", now=now)


def test_an_address_elsewhere_is_refused_and_so_is_a_stranger(
    session: Session, token: str, now: datetime
) -> None:
    with pytest.raises(RefusedError) as refused:
        turn_on(session, token, now=now, endpoint="https://attacker.example/")
    assert (refused.value.reason, refused.value.field) == (ReminderRefusal.NOTICE_ENDPOINT, "endpoint")
    with pytest.raises(NotFoundError):
        turn_on(session, "guess", now=now)


def test_a_stopped_card_is_not_spoken_of(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    soon = now + timedelta(days=320)
    assert due_notices(session, now=soon)
    stop_card(session, world.distributor, held.card.id, status=CardStatus.ENDED, now=now)
    session.flush()
    assert not due_notices(session, now=soon)
    other = new_phone(session, world.distributor, held, now=now)
    with pytest.raises(RefusedError) as refused:
        turn_on(session, other, now=now, endpoint=f"{ENDPOINT}-2")
    assert refused.value.reason is CardRefusal.CARD_ENDED


def test_a_lost_phone_hears_nothing_of_the_card_that_came_instead(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    replacement = Replacement(held.code, world.codes[1])
    replace_card(session, world.distributor, held.card.id, replacement=replacement, now=now)
    renew_card(
        session, world.distributor, held.card.id, answers=RenewalAnswers(0), now=now + timedelta(days=2)
    )
    session.flush()
    assert not due_notices(session, now=now + timedelta(days=2))
    forget_idle_notices(session)
    assert count(session) == 0


def test_a_phone_that_may_still_hear_of_its_card_is_kept(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    forget_idle_notices(session)
    assert count(session) == 1
    stop_card(session, world.distributor, held.card.id, status=CardStatus.WITHDRAWN, now=now)
    session.flush()
    forget_idle_notices(session)
    assert count(session) == 0


def test_a_reminder_goes_with_its_phone(
    session: Session, world: World, held: CardInHand, token: str, now: datetime
) -> None:
    forget_phone(session, token, now=now)
    assert count(session) == 0
    again = new_phone(session, world.distributor, held, now=now)
    turn_on(session, again, now=now)
    leave_omakaiku(session, on_phone(session, again, now=now), now=now)
    assert count(session) == 0


def test_a_phone_that_cannot_be_reached_any_more_is_forgotten(
    session: Session, token: str, now: datetime
) -> None:
    soon = now + timedelta(days=320)
    settle_notice(session, claimed(session, now=soon), PushOutcome.GONE, now=soon)
    assert (count(session), "notices_unreachable" in events(session)) == (0, True)


def test_what_could_not_be_sent_is_sent_later(session: Session, token: str, now: datetime) -> None:
    soon = now + timedelta(days=320)
    settle_notice(session, claimed(session, now=soon), PushOutcome.LATER, now=soon)
    assert not due_notices(session, now=soon + timedelta(minutes=9))
    assert due_notices(session, now=soon + CLAIM_LASTS)


def test_who_turned_it_off_while_it_was_sent_stays_off(session: Session, token: str, now: datetime) -> None:
    soon = now + timedelta(days=320)
    sending = claimed(session, now=soon)
    turn_notices_off(session, token, now=soon)
    session.flush()
    assert claim_notice(session, sending.id, now=soon + CLAIM_LASTS) is None
    for outcome in PushOutcome:
        settle_notice(session, sending, outcome, now=soon)
    assert count(session) == 0
    assert not {"notice_sent", "notices_unreachable"} & set(events(session))


def test_the_log_does_not_tell_where_a_phone_is_reached(session: Session, token: str, now: datetime) -> None:
    soon = now + timedelta(days=320)
    settle_notice(session, claimed(session, now=soon), PushOutcome.SENT, now=soon)
    session.flush()
    assert not any("fcm" in str(facts) for facts in session.scalars(select(AuditRecord.facts)))


def test_of_six_who_send_at_once_one_does(engine: Engine, now: datetime) -> None:
    with session_factory(engine).begin() as session:
        world = make_world(session, now=now)
        held = personal_card(session, world.distributor, world.codes[0], now=now)
        turn_on(session, new_phone(session, world.distributor, held, now=now), now=now)
        soon = now + timedelta(days=320)
        (due,) = due_notices(session, now=soon)

    def claim(own: Session) -> None:
        if claim_notice(own, due, now=soon) is None:
            raise NotFoundError

    assert times_won(engine, claim) == 1


def test_six_taps_at_once_are_one_reminder(engine: Engine, now: datetime) -> None:
    with session_factory(engine).begin() as session:
        world = make_world(session, now=now)
        held = personal_card(session, world.distributor, world.codes[0], now=now)
        token = new_phone(session, world.distributor, held, now=now)
    assert times_won(engine, lambda own: turn_on(own, token, now=now)) == 6
    with session_factory(engine)() as session:
        assert (count(session), events(session).count("notices_turned_on")) == (1, 1)
