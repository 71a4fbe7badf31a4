"""Where made-up cardholders go: a year and a half of visits over the whole country."""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import Final, TypeAlias, assert_never

from webapp.core.cards.validity import CardKind
from webapp.core.partners.models import VenueKind
from webapp.core.visits.rules import VisitKind, gives_courses
from webapp.demo.areas import Country
from webapp.demo.clock import DemoClock, at, made_id
from webapp.demo.ledger import DemoCard, DemoVisit
from webapp.demo.partners import Partner
from webapp.demo.rhythm import RHYTHMS, open_days

Menu: TypeAlias = tuple[list[Partner], list[float]]
"""Venues and their weights, summed up as random.choices likes them."""

NEVER_USED: Final = 0.42
OFTEN_MEAN, OFTEN_MOST = 22.0, 170
_NEXT_TOWN, _FAR_AWAY, _FAVOURITE, _UNDONE = 0.12, 0.03, 0.75, 0.004
_TRIES = 30


@dataclass(slots=True)
class Outings:
    """Sends cards to venues on open days."""

    rng: random.Random
    clock: DemoClock
    country: Country
    venues: Sequence[Partner]
    menus: dict[str, Menu] = field(init=False, default_factory=dict)
    days: list[date] = field(init=False)
    anywhere: Menu = field(init=False)

    def __post_init__(self) -> None:
        """Work out what every visit needs."""
        self.days = open_days(self.clock.first_visit_day, self.clock.today)
        self.anywhere = _menu((venue, _appeal(venue)) for venue in self.venues)

    def of_card(self, card: DemoCard) -> Iterator[DemoVisit]:
        """All the visits of one card."""
        start = bisect_left(self.days, card.issued_on)
        days = self.days[start : bisect_right(self.days, card.last_day)]
        if not days:
            return
        menu = self.menu_of(card.home)
        favourites = self.rng.choices(menu[0], cum_weights=menu[1], k=2)
        used: set[date] = set()
        for _ in range(min(self._how_often(card, len(days) / 365), len(days) // 2)):
            found = self._place_and_day(menu, favourites, days=days)
            if found is not None and found[1] not in used and _lets_in(found[0], card):
                used.add(found[1])
                yield self.visit(card, found[0], day=found[1])

    def visit(self, card: DemoCard, venue: Partner, *, day: date) -> DemoVisit:
        """A visit at an hour at which people come there, with as many children as may come."""
        rhythm = RHYTHMS[venue.venue_kind]
        happened_at = at(day, rhythm.minutes(day, self.rng)) + timedelta(seconds=self.rng.randrange(60))
        is_undone = self.rng.random() < _UNDONE
        return DemoVisit(
            id=made_id(self.rng, happened_at),
            card=card,
            venue=venue,
            kind=VisitKind.COURSE if venue.venue_kind is VenueKind.COLLEGE else VisitKind.TICKET,
            children=self._children(card, venue.venue_kind),
            happened_at=happened_at,
            undone_at=happened_at + timedelta(seconds=self.rng.randrange(20, 600)) if is_undone else None,
        )

    def menu_of(self, home: str) -> Menu:
        """What a person there can choose from: their town's, and less often the network's others."""
        if home not in self.menus:
            network = next(town.network for town in self.country.towns if town.code == home)
            near = [venue for venue in self.venues if venue.network == network]
            self.menus[home] = _menu((venue, _appeal(venue) * _nearness(venue, home)) for venue in near)
        return self.menus[home]

    def _place_and_day(
        self, menu: Menu, favourites: Sequence[Partner], *, days: Sequence[date]
    ) -> tuple[Partner, date] | None:
        for _ in range(_TRIES):
            venue = self._place(menu, favourites)
            day = days[int(self.rng.random() * len(days))]
            if self.rng.random() < RHYTHMS[venue.venue_kind].likelihood(day):
                return venue, day
        return None

    def _place(self, menu: Menu, favourites: Sequence[Partner]) -> Partner:
        draw = self.rng.random()
        if draw < _FAVOURITE:
            return favourites[int(self.rng.random() * len(favourites))]
        venues, weights = self.anywhere if draw > 1 - _FAR_AWAY else menu
        return self.rng.choices(venues, cum_weights=weights)[0]

    def _how_often(self, card: DemoCard, years: float) -> int:
        match card.kind:
            case CardKind.COMMUNITY:
                return round(years * self.rng.choice((0, 3, 8, 15)))
            case CardKind.PERSONAL:
                return self._how_often_one_goes(years)
            case _:
                assert_never(card.kind)

    def _how_often_one_goes(self, years: float) -> int:
        if self.rng.random() < NEVER_USED:
            return 0
        often = min(OFTEN_MOST, 6 + self.rng.expovariate(1 / (OFTEN_MEAN - 6)))
        times = self.rng.choices((1.0, 2.0, 4.0, often), (27, 15, 24, 34))[0]
        return max(1, round(times * years))

    def _children(self, card: DemoCard, kind: VenueKind) -> int:
        if kind is VenueKind.COLLEGE:
            return 0
        match card.kind:
            case CardKind.COMMUNITY:
                return self.rng.choices((0, 1, 2, 3, 4), (45, 20, 18, 10, 7))[0]
            case CardKind.PERSONAL:
                return self._own_children(card, kind)
            case _:
                assert_never(card.kind)

    def _own_children(self, card: DemoCard, kind: VenueKind) -> int:
        if not card.children or self.rng.random() > RHYTHMS[kind].families:
            return 0
        return card.children if self.rng.random() < _FAVOURITE else self.rng.randint(1, card.children)


def _lets_in(venue: Partner, card: DemoCard) -> bool:
    return gives_courses(card.kind) or venue.venue_kind is not VenueKind.COLLEGE


def _appeal(venue: Partner) -> float:
    # Rovaniemi's weights are its published counts; they are brought to the scale of the others.
    return venue.weight / 100 if venue.published_2023 is not None else venue.weight


def _nearness(venue: Partner, home: str) -> float:
    return 1.0 if venue.organisation.municipality_code == home else _NEXT_TOWN


def _menu(choices: Iterator[tuple[Partner, float]]) -> Menu:
    venues, weights = zip(*choices, strict=True)
    return list(venues), list(accumulate(weights))
