"""A distributor's work with cards, on both databases."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import OLD_CODES, World, background, community_card, personal_card
from webapp.core.cards.actions import (
    RenewalAnswers,
    Replacement,
    issue_card,
    renew_card,
    replace_card,
    stop_card,
)
from webapp.core.cards.codes import CardCode, check_digit
from webapp.core.cards.models import Background, Card, Category
from webapp.core.cards.queries import own_card, own_cards
from webapp.core.cards.reasons import CardRefusal, CodeRefusal, IssuingRefusal
from webapp.core.cards.unused_codes import NewCard
from webapp.core.cards.validity import CardStatus
from webapp.core.errors import NotAllowedError, NotFoundError, Refusal, RefusedError
from webapp.core.identifiers import new_id
from webapp.core.networks.reasons import NetworkRefusal
from webapp.core.partners.desks import own_desk
from webapp.core.visits.checking import verdict_on

TODAY = date(2026, 11, 22)


def refusal_of_issuing(
    session: Session, world: World, now: datetime, code: str | None, **facts: object
) -> tuple[Refusal, str]:
    with pytest.raises(RefusedError) as refused:
        issue_card(
            session, world.distributor, NewCard(new_id(now), code), background=background(**facts), now=now
        )
    return refused.value.reason, refused.value.field


def test_a_card_is_valid_for_twelve_months(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now, children=2)
    assert (held.card.issued_on, held.card.valid_until, held.card.children) == (TODAY, date(2027, 11, 22), 2)
    assert held.refusal is None


def test_a_card_issued_just_after_midnight_in_helsinki_is_of_the_new_day(
    session: Session, world: World, now: datetime
) -> None:
    late = now.replace(hour=22, minute=30)
    assert personal_card(session, world.distributor, world.codes[0], now=late).card.issued_on == date(
        2026, 11, 23
    )


def test_on_trial_a_card_is_valid_to_the_trials_end(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.trial_distributor, world.trial_codes[0], now=now)
    assert held.card.valid_until == date(2027, 3, 31)


def test_an_old_code_without_check_digit_is_registered_too(
    session: Session, world: World, now: datetime
) -> None:
    assert personal_card(session, world.distributor, "a 999 123 453", now=now).code == OLD_CODES[0]


def test_issuing_twice_with_the_same_page_makes_one_card(
    session: Session, world: World, now: datetime
) -> None:
    new = NewCard(new_id(now), world.codes[0])
    for _ in range(2):
        held = issue_card(session, world.distributor, new, background=background(), now=now)
        assert held.code == world.codes[0]
    assert session.scalar(select(func.count()).select_from(Background)) == 1


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("B12", CodeRefusal.CODE_SHAPE),
        ("A111111111", IssuingRefusal.CODE_UNKNOWN),
        ("K12345678" + check_digit("K12345678"), IssuingRefusal.CODE_UNKNOWN),
        ("K12345678" + str((int(check_digit("K12345678")) + 1) % 10), CodeRefusal.CODE_CHECK_DIGIT),
    ],
)
def test_a_code_that_cannot_be_given_out_is_refused(
    session: Session, world: World, now: datetime, code: str, reason: Refusal
) -> None:
    assert refusal_of_issuing(session, world, now, code) == (reason, "code")


def test_a_code_of_another_networks_batch_is_refused(session: Session, world: World, now: datetime) -> None:
    assert (
        refusal_of_issuing(session, world, now, world.other_codes[0])[0]
        is IssuingRefusal.CODE_OF_ANOTHER_NETWORK
    )


def test_a_code_is_registered_once(session: Session, world: World, now: datetime) -> None:
    personal_card(session, world.distributor, world.codes[0], now=now)
    assert (
        refusal_of_issuing(session, world, now, world.codes[0])[0] is IssuingRefusal.CODE_ALREADY_REGISTERED
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"birth_year": 2011}, (IssuingRefusal.UNDER_AGE, "birth_year")),
        ({"birth_year": 1884}, (IssuingRefusal.BIRTH_YEAR_IMPOSSIBLE, "birth_year")),
        ({"postal_code": "99999"}, (NetworkRefusal.POSTAL_CODE_UNKNOWN, "postal_code")),
        ({"children": 21}, (IssuingRefusal.CHILDREN_COUNT_IMPOSSIBLE, "children")),
        ({"gender_id": 10**6}, (IssuingRefusal.CATEGORY_UNKNOWN, "gender")),
    ],
)
def test_background_that_cannot_be_is_refused(
    session: Session, world: World, now: datetime, facts: dict[str, object], expected: tuple[Refusal, str]
) -> None:
    assert refusal_of_issuing(session, world, now, world.codes[0], **facts) == expected


def test_an_answer_to_one_question_is_no_answer_to_another(
    session: Session, world: World, now: datetime
) -> None:
    language = session.scalar(select(Category.id).where(Category.kind == "mother_tongue").limit(1))
    assert refusal_of_issuing(session, world, now, world.codes[0], gender_id=language)[1] == "gender"


def test_a_card_for_the_phone_gets_its_code_from_the_register(
    session: Session, world: World, now: datetime
) -> None:
    first = personal_card(session, world.distributor, None, now=now)
    second = personal_card(session, world.distributor, None, now=now)
    assert first.code != second.code
    assert {first.code[0], second.code[0]} == {"K"}


def test_only_a_distributor_issues(session: Session, world: World, now: datetime) -> None:
    for actor in (world.venue, world.coordinator, world.office):
        with pytest.raises(NotAllowedError):
            personal_card(session, actor, world.codes[0], now=now)


def test_another_distributors_card_cannot_be_seen(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    with pytest.raises(NotFoundError):
        own_card(session, world.other_distributor, held.card.id, today=TODAY)
    assert own_cards(session, world.other_distributor, today=TODAY) == []


def test_cards_are_found_by_a_part_of_their_code(session: Session, world: World, now: datetime) -> None:
    for code in world.codes[:3]:
        personal_card(session, world.distributor, code, now=now)
    found = own_cards(session, world.distributor, today=TODAY, code=world.codes[1][2:])
    assert [held.code for held in found] == [world.codes[1]]


def test_renewing_moves_twelve_months_on_from_the_day_of_renewal(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    later = now + timedelta(days=400)
    renewed = renew_card(session, world.distributor, held.card.id, answers=RenewalAnswers(3), now=later)
    assert (renewed.card.valid_until, renewed.card.children) == (date(2028, 12, 27), 3)
    assert renewed.refusal is None


def test_an_ended_card_stops_and_can_be_renewed(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    stop_card(session, world.distributor, held.card.id, status=CardStatus.ENDED, now=now)
    assert verdict_on(session, own_desk(world.venue), held.code, now=now).refusal is CardRefusal.CARD_ENDED
    renew_card(session, world.distributor, held.card.id, answers=RenewalAnswers(0), now=now)
    assert verdict_on(session, own_desk(world.venue), held.code, now=now).refusal is None


def test_a_withdrawn_card_stops_at_once_and_only_a_new_code_brings_it_back(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    stop_card(session, world.distributor, held.card.id, status=CardStatus.WITHDRAWN, now=now)
    assert (
        verdict_on(session, own_desk(world.venue), held.code, now=now).refusal is CardRefusal.CARD_WITHDRAWN
    )
    with pytest.raises(RefusedError):
        renew_card(session, world.distributor, held.card.id, answers=RenewalAnswers(0), now=now)
    with pytest.raises(RefusedError):
        stop_card(session, world.distributor, held.card.id, status=CardStatus.ENDED, now=now)
    replace_card(
        session, world.distributor, held.card.id, replacement=Replacement(held.code, world.codes[1]), now=now
    )
    assert (
        verdict_on(session, own_desk(world.venue), world.codes[0], now=now).refusal
        is CardRefusal.CARD_REPLACED
    )
    assert verdict_on(session, own_desk(world.venue), world.codes[1], now=now).refusal is None


def test_a_replaced_card_keeps_its_history_and_its_old_code_is_never_given_out_again(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    replaced = replace_card(
        session, world.distributor, held.card.id, replacement=Replacement(held.code, world.codes[1]), now=now
    )
    assert replaced.card.id == held.card.id
    assert (
        refusal_of_issuing(session, world, now, world.codes[0])[0] is IssuingRefusal.CODE_ALREADY_REGISTERED
    )
    assert session.scalar(select(func.count()).select_from(Card)) == 1


@pytest.mark.parametrize("typed", ["printed", None])
def test_replacing_twice_from_the_same_page_replaces_once(
    session: Session, world: World, now: datetime, typed: str | None
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    replacement = Replacement(held.code, typed and world.codes[1])
    codes = {
        replace_card(session, world.distributor, held.card.id, replacement=replacement, now=now).code
        for _ in range(2)
    }
    assert len(codes) == 1


def test_a_card_is_not_replaced_by_itself(session: Session, world: World, now: datetime) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now)
    replacement = Replacement(held.code, held.code)
    with pytest.raises(RefusedError) as refused:
        replace_card(session, world.distributor, held.card.id, replacement=replacement, now=now)
    assert refused.value.reason is IssuingRefusal.CODE_ALREADY_REGISTERED


def test_a_community_card_is_valid_as_long_as_the_organisation_decides(
    session: Session, world: World, now: datetime
) -> None:
    held = community_card(session, world.distributor, world.codes[0], now=now, until=date(2029, 1, 31))
    assert (held.card.valid_until, held.card.background_id, held.card.children) == (
        date(2029, 1, 31),
        None,
        0,
    )


@pytest.mark.parametrize(
    ("until", "reason"),
    [
        (date(2026, 11, 21), IssuingRefusal.VALIDITY_IN_PAST),
        (date(2031, 11, 23), IssuingRefusal.VALIDITY_TOO_LONG),
    ],
)
def test_a_community_cards_validity_has_bounds(
    session: Session, world: World, now: datetime, until: date, reason: Refusal
) -> None:
    with pytest.raises(RefusedError) as refused:
        community_card(session, world.distributor, world.codes[0], now=now, until=until)
    assert refused.value.reason is reason


def test_a_misread_check_digit_is_told_only_of_an_unknown_code(
    session: Session, world: World, now: datetime
) -> None:
    code = world.codes[0]
    mistyped = CardCode(code[:-1] + str((int(code[-1]) + 1) % 10))
    assert (
        verdict_on(session, own_desk(world.venue), mistyped, now=now).refusal is CodeRefusal.CODE_CHECK_DIGIT
    )
    assert (
        verdict_on(session, own_desk(world.venue), code, now=now).refusal is CardRefusal.CARD_NOT_REGISTERED
    )
    assert (
        verdict_on(session, own_desk(world.venue), "A111111111", now=now).refusal
        is CardRefusal.CARD_NOT_REGISTERED
    )
