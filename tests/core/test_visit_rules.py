"""The rules of a visit as a truth table: every combination, against a restatement of DOMAIN §3 and §5."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardKind, CardStatus, Validity
from webapp.core.errors import Refusal
from webapp.core.visits.reasons import VisitRefusal
from webapp.core.visits.rules import CardFacts, VisitKind, Wish, most_children, why_not_recorded

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
TABLE = list(
    itertools.product(
        VALIDITIES,
        CardKind,
        VisitKind,
        (0, 1, 2),
        (0, 1, 3, 31),
        (0, 2),
        (None, LONG_AGO, JUST_NOW),
        (False, True),
    )
)


Case = tuple[Refusal | None, CardKind, VisitKind, int, int, int, datetime | None, bool]


def expected(case: Case) -> Refusal | None:
    validity, kind, what, adults, children, registered, last_here, meant = case
    is_course, is_community = what == "course", kind == "community"
    reasons = [
        validity,
        VisitRefusal.ONE_ADULT_PER_CARD if adults != 1 else None,
        VisitRefusal.COMMUNITY_CARD_ON_COURSE if is_course and is_community else None,
        VisitRefusal.CHILDREN_ON_COURSE if is_course and children else None,
        VisitRefusal.TOO_MANY_CHILDREN if is_community and children > 30 else None,
        VisitRefusal.MORE_CHILDREN_THAN_REGISTERED if not is_community and children > registered else None,
        VisitRefusal.ALREADY_HERE if last_here == JUST_NOW and not meant else None,
    ]
    return next((reason for reason in reasons if reason), None)


def test_the_whole_truth_table() -> None:
    for row in TABLE:
        validity, kind, what, adults, children, registered, last_here, meant = row
        card = CardFacts(kind, VALIDITIES[validity], registered, last_here)
        wish = Wish(what, adults, children, meant)
        assert why_not_recorded(card, wish, now=NOW, today=TODAY) == expected(row), row
    assert len(TABLE) == 2880


def test_a_code_without_a_card_is_not_registered() -> None:
    found = why_not_recorded(None, Wish(VisitKind.TICKET, 1, 0), now=NOW, today=TODAY)
    assert found is CardRefusal.CARD_NOT_REGISTERED


@pytest.mark.parametrize(("kind", "most"), [(CardKind.PERSONAL, 2), (CardKind.COMMUNITY, 30)])
def test_how_many_children_a_card_brings(kind: CardKind, most: int) -> None:
    assert most_children(CardFacts(kind, VALIDITIES[None], 2)) == most
