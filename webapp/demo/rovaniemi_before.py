"""Rovaniemi's year 2022, of which only the sums are published: 11,843 adults and 1,969 children (DOMAIN §8).

The cards are those issued in that year; who went where is random, in the proportions of the year after.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import Final

from webapp.core.cards.validity import CardKind
from webapp.core.partners.models import VenueKind
from webapp.demo.clock import PUBLISHED_YEAR
from webapp.demo.issuing import Issuing
from webapp.demo.ledger import DemoCard, DemoVisit
from webapp.demo.outings import Outings
from webapp.demo.partners import Partner
from webapp.demo.rhythm import RHYTHMS, open_days

YEAR: Final = PUBLISHED_YEAR - 1
ADULTS: Final = 11_843
CHILDREN: Final = 1_969
_SPREAD: Final = 1.3
_OFTENEST: Final = 190


def visits_of_year_before(
    issuing: Issuing, cards: Sequence[DemoCard], *, venues: Sequence[Partner]
) -> Iterator[DemoVisit]:
    """One adult a visit, on different days of each card."""
    # Random numbers of its own: what else is made up stays as it is.
    rng = random.Random(f"Rovaniemi {YEAR}")  # noqa: S311 - made-up data, not secrecy
    outings = Outings(rng, issuing.clock, issuing.country, venues)
    days = open_days(date(YEAR, 1, 1), date(YEAR, 12, 31))
    of_year = [card for card in cards if card.kind is CardKind.PERSONAL and card.issued_on.year == YEAR]
    lived = [[day for day in days if card.issued_on <= day <= card.last_day] for card in of_year]
    visits = [
        _visit(outings, card, day=day)
        for card, own_days, uses in zip(of_year, lived, _uses(rng, lived), strict=True)
        for day in rng.sample(own_days, uses)
    ]
    _bring_children(rng, visits)
    yield from visits


def _uses(rng: random.Random, lived: Sequence[Sequence[date]]) -> list[int]:
    """How often each card was used: some never, some very often, together exactly the published sum."""
    most = [min(len(days), _OFTENEST) for days in lived]
    weights = list(accumulate(days * rng.lognormvariate(0, _SPREAD) for days in most))
    uses = [0] * len(most)
    numbers = range(len(most))
    left = ADULTS
    while left:
        (chosen,) = rng.choices(numbers, cum_weights=weights)
        if uses[chosen] < most[chosen]:
            uses[chosen] += 1
            left -= 1
    return uses


def _visit(outings: Outings, card: DemoCard, *, day: date) -> DemoVisit:
    rng = outings.rng
    appeal = [
        (venue.published_2023 or 0) * RHYTHMS[venue.venue_kind].likelihood(day) for venue in outings.venues
    ]
    (venue,) = rng.choices(outings.venues, appeal)
    visit = outings.visit(card, venue, day=day)
    visit.children, visit.undone_at = 0, None
    return visit


def _bring_children(rng: random.Random, visits: Sequence[DemoVisit]) -> None:
    families = [one for one in visits if one.card.children and one.venue.venue_kind is not VenueKind.COLLEGE]
    left = CHILDREN
    while left:
        visit = rng.choice(families)
        if visit.children < visit.card.children:
            visit.children += 1
            left -= 1
