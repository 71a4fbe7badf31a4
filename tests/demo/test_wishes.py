"""What the demo country's cardholders wait for, and one who may still wish."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.demo.conftest import NOW
from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.validity import CardStatus, Validity
from webapp.core.omakaiku.wishes.models import CorrectionWish, RenewalWish
from webapp.core.omakaiku.wishes.rules import STAGES_OF_WISHING, RenewalStage, renewal_stage
from webapp.demo import known
from webapp.demo.wishes import WHO_WISH

TODAY = day_in_finland(NOW)


def stage(card: Card) -> RenewalStage:
    """Where a card is on its way to its end."""
    return renewal_stage(Validity(CardStatus(card.status), card.valid_until), TODAY)


def test_some_wait_for_another_year_and_one_for_a_correction(country: Session) -> None:
    wishes = country.scalars(select(RenewalWish)).all()
    cards = [country.get_one(Card, one.card_id) for one in wishes]
    assert len(wishes) == WHO_WISH
    assert all(stage(card) in STAGES_OF_WISHING for card in cards)
    assert country.scalars(select(CorrectionWish.kind)).all() == ["postal_code"]


def test_one_well_known_card_ends_soon_and_nobody_has_wished_for_more_yet(country: Session) -> None:
    card_id = country.get_one(RegisteredCode, known.ENDING_CARD).card_id
    assert stage(country.get_one(Card, card_id)) is RenewalStage.SOON
    assert country.scalar(select(RenewalWish).where(RenewalWish.card_id == card_id)) is None
