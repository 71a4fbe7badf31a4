"""The rules of a visit as a truth table: every combination, against a restatement of DOMAIN §3 and §5."""

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardKind, CardStatus, Validity
from webapp.core.errors import Refusal
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.visits.reasons import CommandRefusal, VisitRefusal
from webapp.core.visits.rules import (
    CardFacts,
    OfferFacts,
    Use,
    UseRefusal,
    VisitKind,
    most_children,
    remark_on,
    why_not_recorded,
)

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
LONG_AGO, JUST_NOW = NOW - timedelta(minutes=30), NOW - timedelta(minutes=29)

VALIDITIES = {
    None: Validity(CardStatus.ACTIVE, TODAY),
    CardRefusal.CARD_EXPIRED: Validity(CardStatus.ACTIVE, TODAY - timedelta(days=1)),
    CardRefusal.CARD_ENDED: Validity(CardStatus.ENDED, TODAY),
    CardRefusal.CARD_WITHDRAWN: Validity(CardStatus.WITHDRAWN, TODAY - timedelta(days=1)),
    CardRefusal.CARD_REPLACED: Validity(CardStatus.WITHDRAWN, TODAY, is_replaced=True),
}
VENUE = 7
OFFERS = {None: None, 1: OfferFacts(1, VENUE, None, None), 2: OfferFacts(2, VENUE + 1, None, None), 3: None}
"""By the number that is named: none, one of the venue's, one of another's, one that does not exist."""
TABLE = list(
    itertools.product(
        VALIDITIES,
        CardKind,
        VisitKind,
        (0, 31),
        (0, 1, 3, 31),
        (0, 2),
        (None, LONG_AGO, JUST_NOW),
        (False, True),
        OFFERS,
        (False, True),
    )
)


Case = tuple[Refusal | None, CardKind, VisitKind, int, int, int, datetime | None, bool, int | None, bool]


def expected(case: Case) -> Refusal | None:
    validity, kind, what, assistants, children, registered, last_here, meant, offer, committed = case
    is_course, is_community = what == "course", kind == "community"
    reasons = [
        validity,
        VisitRefusal.COMMUNITY_CARD_ON_COURSE if is_course and is_community else None,
        VisitRefusal.CHILDREN_ON_COURSE if is_course and children else None,
        CommandRefusal.COUNT_IMPOSSIBLE if assistants > 30 else None,
        VisitRefusal.TOO_MANY_CHILDREN if is_community and children > 30 else None,
        VisitRefusal.MORE_CHILDREN_THAN_REGISTERED if not is_community and children > registered else None,
        None if committed else VisitRefusal.VENUE_NOT_COMMITTED,
        VisitRefusal.ALREADY_HERE if last_here == JUST_NOW and not meant else None,
        OfferRefusal.OFFER_UNKNOWN if offer in {2, 3} else None,
    ]
    return next((reason for reason in reasons if reason), None)


def test_the_whole_truth_table() -> None:
    for row in TABLE:
        validity, kind, what, assistants, children, registered, last_here, meant, offer, committed = row
        card = CardFacts(kind, VALIDITIES[validity], registered, last_here)
        use = Use(VENUE, what, children, assistants, NOW, offer, meant, committed)
        assert why_not_recorded(card, OFFERS[offer], use) == expected(row), row
    assert len(TABLE) == 15360


def test_a_code_without_a_card_is_not_registered() -> None:
    found = why_not_recorded(None, None, Use(VENUE, VisitKind.TICKET, 0, 0, NOW))
    assert found is CardRefusal.CARD_NOT_REGISTERED


def test_every_refusal_of_a_use_is_a_remark_or_cannot_be_held() -> None:
    parts = get_args(UseRefusal)
    reasons = {reason for part in parts for reason in (get_args(part) or part)}
    unheld = {reason for reason in reasons if remark_on(reason) is None}
    assert unheld == {VisitRefusal.CHILDREN_ON_COURSE, CommandRefusal.COUNT_IMPOSSIBLE}
    assert {expected(row) for row in TABLE} - {None} == reasons - {CardRefusal.CARD_NOT_REGISTERED}


@pytest.mark.parametrize(("kind", "most"), [(CardKind.PERSONAL, 2), (CardKind.COMMUNITY, 30)])
def test_how_many_children_a_card_brings(kind: CardKind, most: int) -> None:
    assert most_children(CardFacts(kind, VALIDITIES[None], 2)) == most
