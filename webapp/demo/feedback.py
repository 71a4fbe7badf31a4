"""What cardholders of the demo country have said: a few words with and without an answer, and many faces."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from webapp.core.feedback.models import FeedbackCategory
from webapp.core.feedback.moods import FACES
from webapp.core.partners.models import OrganisationKind
from webapp.demo.clock import DemoClock, at, made_id
from webapp.demo.known import DEMO_ACCOUNTS, NEW_SERIES_CARD, REPLACEMENT_CODE, VALID_CARD
from webapp.demo.ledger import Ledger
from webapp.demo.partners import Partners
from webapp.demo.people import Staff

C = FeedbackCategory

_SAID: Final = (
    (VALID_CARD, 40, C.VENUE, "Kassalla oltiin todella ystävällisiä. Kiitos!",
     "Kiitos, kun kerroit. Välitimme terveiset kassalle."),
    (VALID_CARD, 3, C.ACCESSIBILITY,
     "Sivuovi on niin raskas, ettei se aukea pyörätuolista.\nVoisiko siihen saada painikkeen?", None),
    (NEW_SERIES_CARD, 17, C.DISTRIBUTOR, "En tiennyt, missä kortin voi uusia. Kertokaa se selvemmin.", None),
    (REPLACEMENT_CODE, 9, C.APP, "Kortti aukeaa nopeasti. Tekstin saisi jo valmiiksi isommaksi.", None),
    (REPLACEMENT_CODE, 60, C.OTHER, "Lähtisin konserttiin, mutta yksin ei huvita.",
     "Tuttu asia monelle. Katso OmaKaiun yhteiset retket: mukaan pääsee yhdellä painalluksella."),
)  # fmt: skip
"""Whose card, how many days ago, about what, what was said, what was answered."""

_MOST: Final = (1, 1, 2, 4, 5)
"""Of each face in a month at a venue, from the saddest to the happiest."""


def feedback_rows(
    ledger: Ledger, partners: Partners, *, staff: Staff, clock: DemoClock
) -> list[dict[str, Any]]:
    """Rows of the table of feedback: waiting, late, about accessibility, answered."""
    rng = random.Random("feedback")  # noqa: S311 - made-up data, not secrecy
    office = partners.named(DEMO_ACCOUNTS["coordinator"].organisations[0]).organisation
    cards = {card.code: card.id for card in ledger.cards}
    rows = []
    for code, days_ago, category, text, answer in _SAID:
        sent_at = at(clock.today - timedelta(days=days_ago), 17 * 60)
        rows.append({
            "id": made_id(rng, sent_at), "network_id": office.network_id, "card_id": cards[code],
            "category": category, "text": text, "sent_at": sent_at, "answer": answer,
            "answered_at": sent_at + timedelta(days=4) if answer else None,
            "answered_by": staff[office.id] if answer else None,
        })  # fmt: skip
    return rows


def mood_rows(partners: Partners, clock: DemoClock) -> list[dict[str, Any]]:
    """Rows of counted faces: every venue, every month of this year and the last."""
    rng = random.Random("moods")  # noqa: S311 - made-up data, not secrecy
    return [
        {"venue_id": venue.id, "network_id": venue.organisation.network_id, "month": month, "mood": face,
         "answers": answers}
        for venue in partners.of_kind(OrganisationKind.VENUE)
        for month in _months(clock.today)
        for face, most in zip(FACES, _MOST, strict=True)
        if (answers := rng.randint(0, most)) > 0
    ]  # fmt: skip


def _months(today: date) -> Iterator[date]:
    month = date(today.year - 1, 1, 1)
    while month < today.replace(day=1):
        yield month
        month = (month + timedelta(days=31)).replace(day=1)
