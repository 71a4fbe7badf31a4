"""A distributor corrects the answers given at issue; the holder's wishes about it are answered."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories import World, community_card, personal_card
from webapp.core.cards.codes import CardCode
from webapp.core.cards.corrections import CorrectedAnswers, correct_answers
from webapp.core.cards.models import CategoryKind, RegisteredCode
from webapp.core.cards.queries import CardInHand, offered_categories
from webapp.core.cards.reasons import IssuingRefusal
from webapp.core.errors import NotFoundError, Refusal, RefusedError
from webapp.core.networks.reasons import NetworkRefusal
from webapp.core.omakaiku.wishes.actions import correct_as_wished, open_corrections, wish_for_correction
from webapp.core.omakaiku.wishes.models import CorrectionKind


@pytest.fixture
def held(session: Session, world: World, now: datetime) -> CardInHand:
    """A card of a holder of 1984 in Kajaani with one child."""
    return personal_card(session, world.distributor, world.codes[0], now=now, children=1)


def answers(**facts: Any) -> CorrectedAnswers:
    """Everything as it was, but for what is named."""
    as_it_was = {"birth_year": 1984, "postal_code": "87100", "children": 1, "others": {}}
    return CorrectedAnswers(**{**as_it_was, **facts})


def test_a_correction_answers_the_wishes_about_what_changed(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    for kind in CorrectionKind:
        wish_for_correction(session, held, kind, now=now)
    gender = offered_categories(session, CategoryKind.GENDER)[0]
    corrected = answers(birth_year=1985, others={CategoryKind.GENDER: gender.id})
    after = correct_as_wished(session, world.distributor, held.card.id, corrected=corrected, now=now)
    assert after.card.background is not None
    assert (after.card.background.birth_year, after.card.background.gender_id) == (1985, gender.id)
    assert {wish.kind for wish in open_corrections(session, held.card.id)} == {"postal_code", "children"}


def test_a_corrected_number_of_children_reaches_the_counters_lists(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    before = session.get_one(RegisteredCode, CardCode(held.code)).list_entry
    correct_answers(session, world.distributor, held.card.id, corrected=answers(children=3), now=now)
    assert session.get_one(RegisteredCode, CardCode(held.code)).list_entry != before


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"birth_year": 2020}, IssuingRefusal.UNDER_AGE),
        ({"postal_code": "00001"}, NetworkRefusal.POSTAL_CODE_UNKNOWN),
        ({"children": 21}, IssuingRefusal.CHILDREN_COUNT_IMPOSSIBLE),
        ({"others": {CategoryKind.GENDER: 999_999}}, IssuingRefusal.CATEGORY_UNKNOWN),
    ],
)
def test_what_issuing_refuses_a_correction_refuses_too(
    session: Session, world: World, held: CardInHand, now: datetime, facts: dict[str, Any], reason: Refusal
) -> None:
    with pytest.raises(RefusedError) as refused:
        correct_answers(session, world.distributor, held.card.id, corrected=answers(**facts), now=now)
    assert refused.value.reason is reason


def test_only_the_distributor_of_a_personal_card_corrects_it(
    session: Session, world: World, held: CardInHand, now: datetime
) -> None:
    until = date(2027, 4, 30)
    ours = community_card(session, world.distributor, world.codes[1], now=now, until=until)
    for actor, card_id in ((world.other_distributor, held.card.id), (world.distributor, ours.card.id)):
        with pytest.raises(NotFoundError):
            correct_answers(session, actor, card_id, corrected=answers(), now=now)
