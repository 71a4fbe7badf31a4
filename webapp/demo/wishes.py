"""What holders of the demo country wait for: other years for their cards, and a corrected answer."""

import random
from datetime import timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy.orm import Session

from webapp.core.cards.validity import CardKind, Validity
from webapp.core.omakaiku.wishes.models import CorrectionKind, CorrectionWish, RenewalWish
from webapp.core.omakaiku.wishes.rules import STAGES_OF_WISHING, renewal_stage
from webapp.demo.clock import DemoClock, at, made_id
from webapp.demo.known import CARD_CODES, DEMO_ACCOUNTS, NEW_SERIES_CARD
from webapp.demo.ledger import DemoCard, Ledger, write_rows
from webapp.demo.partners import Partners

WHO_WISH: Final = 3


def write_wishes(session: Session, ledger: Ledger, partners: Partners, *, clock: DemoClock) -> None:
    """Insert a few wishes to renew, and one to correct a postal code."""
    rng = random.Random("wishes")  # noqa: S311 - made-up data, not secrecy
    corrected = next(card for card in ledger.cards if card.code == NEW_SERIES_CARD)
    correction = {**_wish(rng, clock, corrected, days_ago=1), "kind": CorrectionKind.POSTAL_CODE}
    renewals = [
        _wish(rng, clock, card, days_ago=number + 1)
        for number, card in enumerate(_who_wish(ledger, partners, clock))
    ]
    write_rows(session, RenewalWish, rows=renewals)
    write_rows(session, CorrectionWish, rows=[correction])


def _who_wish(ledger: Ledger, partners: Partners, clock: DemoClock) -> list[DemoCard]:
    """Cards that nobody knows by heart: the well-known one that ends soon is left to visitors."""
    office = partners.named(DEMO_ACCOUNTS["distributor"].organisations[0])
    good = (
        card
        for card in ledger.cards
        if card.distributor.id == office.id
        and card.code not in CARD_CODES
        and card.kind is CardKind.PERSONAL
        and renewal_stage(Validity(card.status, card.valid_until), clock.today) in STAGES_OF_WISHING
    )
    return list(islice(good, WHO_WISH))


def _wish(rng: random.Random, clock: DemoClock, card: DemoCard, *, days_ago: int) -> dict[str, Any]:
    wished_at = at(clock.today - timedelta(days=days_ago), 18 * 60 + 20)
    return {"id": made_id(rng, wished_at), "card_id": card.id, "wished_at": wished_at, "answered_at": None}
