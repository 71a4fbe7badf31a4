"""A holder wishes for another year or a correction; the distributor sees it; renewing answers by itself."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import World, community_card, personal_card
from tests.support.holder_portal import new_phone, on_phone
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import RenewalAnswers, Replacement, replace_card, stop_card
from webapp.core.cards.queries import CardInHand
from webapp.core.cards.validity import CardStatus, Validity
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.omakaiku.wishes.actions import (
    mark_corrected,
    open_corrections,
    open_renewal_wish,
    open_wishes,
    renew_as_wished,
    wish_for_correction,
    wish_for_renewal,
)
from webapp.core.omakaiku.wishes.models import CorrectionKind, RenewalWish
from webapp.core.omakaiku.wishes.reasons import WishRefusal
from webapp.core.omakaiku.wishes.rules import RenewalStage, renewal_stage

UNTIL = date(2027, 4, 30)
NEAR_THE_END = timedelta(days=320)


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2027, 2, 27), RenewalStage.NOT_YET),
        (date(2027, 2, 28), RenewalStage.SOON),
        (UNTIL, RenewalStage.SOON),
        (date(2027, 5, 1), RenewalStage.EXPIRED),
        (date(2027, 6, 30), RenewalStage.EXPIRED),
        (date(2027, 7, 1), RenewalStage.TOO_LATE),
    ],
)
def test_a_card_speaks_of_its_end_for_two_months_on_both_sides(today: date, stage: RenewalStage) -> None:
    assert renewal_stage(Validity(CardStatus.ACTIVE, UNTIL), today) is stage


@pytest.mark.parametrize("status", [CardStatus.ENDED, CardStatus.WITHDRAWN])
def test_a_stopped_card_never_speaks_of_renewal(status: CardStatus) -> None:
    assert renewal_stage(Validity(status, UNTIL), UNTIL) is RenewalStage.STOPPED
    replaced = Validity(CardStatus.ACTIVE, UNTIL, is_replaced=True)
    assert renewal_stage(replaced, UNTIL) is RenewalStage.STOPPED


@pytest.fixture
def held(session: Session, world: World, now: datetime) -> CardInHand:
    """A card issued now, on a phone, as the phone sees it near its end."""
    issued = personal_card(session, world.distributor, world.codes[0], now=now, children=1)
    token = new_phone(session, world.distributor, issued, now=now)
    return on_phone(session, token, now=now + NEAR_THE_END)


def test_a_wish_is_seen_by_the_distributor_of_the_card_alone(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    wish_for_renewal(session, held, now=now + NEAR_THE_END)
    seen = open_wishes(session, world.distributor).renewals
    assert [(card.id, code) for _, card, code in seen] == [(held.card.id, held.code)]
    assert not open_wishes(session, world.other_distributor).renewals


def test_a_wish_sent_twice_is_one_wish(session: Session, held: CardInHand, now: datetime) -> None:
    first = wish_for_renewal(session, held, now=now + NEAR_THE_END)
    again = wish_for_renewal(session, held, now=now + NEAR_THE_END + timedelta(days=3))
    assert again.id == first.id
    assert session.scalar(select(func.count()).select_from(RenewalWish)) == 1


def test_renewing_answers_the_wish_and_a_year_later_there_may_be_another(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    later = now + NEAR_THE_END
    wish_for_renewal(session, held, now=later)
    renewed = renew_as_wished(session, world.distributor, held.card.id, answers=RenewalAnswers(2), now=later)
    assert open_renewal_wish(session, held.card.id) is None
    assert not open_wishes(session, world.distributor).renewals
    assert renewed.card.valid_until == date(2028, 11, 22)
    with pytest.raises(RefusedError) as refused:
        wish_for_renewal(session, renewed, now=later)
    assert refused.value.reason is WishRefusal.RENEWAL_NOT_DUE
    wish_for_renewal(session, renewed, now=later + timedelta(days=366))
    assert session.scalar(select(func.count()).select_from(RenewalWish)) == 2


def test_the_wish_of_an_expired_card_is_taken_for_two_months(
    session: Session, held: CardInHand, now: datetime
) -> None:
    with pytest.raises(RefusedError):
        wish_for_renewal(session, held, now=now + timedelta(days=365 + 62))
    assert wish_for_renewal(session, held, now=now + timedelta(days=365 + 50))


def test_a_stopped_card_cannot_be_wished_on_and_its_open_wish_rests(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    later = now + NEAR_THE_END
    wish_for_renewal(session, held, now=later)
    stop_card(session, world.distributor, held.card.id, status=CardStatus.ENDED, now=later)
    assert not open_wishes(session, world.distributor).renewals
    renew_as_wished(session, world.distributor, held.card.id, answers=RenewalAnswers(0), now=later)
    stop_card(session, world.distributor, held.card.id, status=CardStatus.ENDED, now=later)
    with pytest.raises(RefusedError):
        wish_for_renewal(session, held, now=later + timedelta(days=330))


def test_a_correction_is_asked_for_once_and_marked_done(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    for _ in range(2):
        wish_for_correction(session, held, CorrectionKind.POSTAL_CODE, now=now)
    wish_for_correction(session, held, CorrectionKind.CHILDREN, now=now)
    seen = open_wishes(session, world.distributor).corrections
    assert {wish.kind for wish, _, _ in seen} == {"children", "postal_code"}
    for _ in range(2):
        mark_corrected(session, world.distributor, held.card.id, kind=CorrectionKind.CHILDREN, now=now)
    assert [wish.kind for wish in open_corrections(session, held.card.id)] == ["postal_code"]
    events = session.scalars(select(AuditRecord.event).where(AuditRecord.card_id == held.card.id)).all()
    assert (events.count("correction_wished"), events.count("correction_done")) == (2, 1)


def test_another_distributor_marks_nothing(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    wish_for_correction(session, held, CorrectionKind.CHILDREN, now=now)
    with pytest.raises(NotFoundError):
        mark_corrected(session, world.other_distributor, held.card.id, kind=CorrectionKind.CHILDREN, now=now)


def test_a_lost_phone_asks_for_no_correction(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    token = new_phone(session, world.distributor, held, now=now)
    replace_card(session, world.distributor, held.card.id, replacement=Replacement(held.code, None), now=now)
    with pytest.raises(NotAllowedError):
        wish_for_correction(session, on_phone(session, token, now=now), CorrectionKind.CHILDREN, now=now)


def test_of_a_community_card_nothing_is_asked_so_nothing_is_corrected(
    session: Session, world: World, now: datetime
) -> None:
    held = community_card(session, world.distributor, world.codes[1], now=now, until=UNTIL)
    with pytest.raises(NotAllowedError):
        wish_for_correction(session, held, CorrectionKind.CHILDREN, now=now)
