"""Cards come into being: at their distributors, on workdays, with a code and a made-up background."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, assert_never

from webapp.core.cards.validity import CardKind, CardStatus, last_valid_day
from webapp.demo.areas import TRIAL_BEGAN_DAYS_AGO, Country, Town
from webapp.demo.clock import DemoClock, at, made_id
from webapp.demo.dealer import Dealer
from webapp.demo.holders import Holders
from webapp.demo.ledger import DemoCard, Ledger
from webapp.demo.partners import Partner
from webapp.demo.rhythm import open_days

CARDS: Final = 17_300
"""Random cards, in two and a half years; the published year's come on top."""

_MONTHS = (1.4, 1.1, 1.0, 1.0, 0.9, 0.6, 0.3, 0.9, 1.4, 1.2, 1.2, 0.7)
_SATURDAY = 5
_RENEWED, _ENDED, _WITHDRAWN, _HAS_COMMUNITY_CARD = 0.35, 0.015, 0.01, 0.6
_TRIAL_SHARE, _NAMED_BY_FIGURES = 0.35, 7


@dataclass(frozen=True, slots=True)
class NewDemoCard:
    """What a card shall be like; the rest is random."""

    issued_on: date
    valid_until: date
    children: int = 0
    kind: CardKind = CardKind.PERSONAL
    code: str | None = None


@dataclass(slots=True)
class Issuing:
    """What is needed to issue a card."""

    rng: random.Random
    clock: DemoClock
    country: Country
    dealer: Dealer
    holders: Holders
    ledger: Ledger

    def issue(self, distributor: Partner, new: NewDemoCard) -> DemoCard:
        """Make a card; its code comes from the dealer unless it is a well-known one."""
        registered_at = at(new.issued_on, self.rng.randrange(8 * 60 + 30, 15 * 60 + 45))
        card_id = made_id(self.rng, registered_at)
        network = distributor.network or ""
        card = DemoCard(
            id=card_id,
            kind=new.kind,
            code=new.code or self.dealer.deal(network, card_id, issued_on=new.issued_on),
            distributor=distributor,
            home=distributor.organisation.municipality_code or self._home_in(network),
            issued_on=new.issued_on,
            registered_at=registered_at,
            valid_until=new.valid_until,
            children=new.children,
        )
        self.ledger.cards.append(card)
        match new.kind:
            case CardKind.PERSONAL:
                self._write_down_holder(card)
            case CardKind.COMMUNITY:
                pass  # nobody's card
            case _:
                assert_never(new.kind)
        return card

    def _write_down_holder(self, card: DemoCard) -> None:
        row = self.holders.background(
            card.home, issued_in=card.issued_on.year, has_children=card.children > 0
        )
        self.ledger.backgrounds.append(row)
        self.ledger.background_of[card.id] = row["id"]

    def _home_in(self, network: str) -> str:
        towns = self.country.towns_of(network)
        return self.rng.choices(towns, [town.population for town in towns])[0].code


def issue_by_chance(issuing: Issuing, distributors: Sequence[Partner]) -> None:
    """Two and a half years of cards for the whole country."""
    sizes = [_size(issuing.country, distributor) for distributor in distributors]
    total = sum(sizes)
    for distributor, size in zip(distributors, sizes, strict=True):
        trial_end = _trial_end(issuing.country, distributor)
        days, weights = _issue_days(issuing.clock, is_trial=trial_end is not None)
        for issued_on in issuing.rng.choices(days, weights, k=max(2, round(CARDS * size / total))):
            _issue_personal(issuing, distributor, issued_on=issued_on, trial_end=trial_end)
        if issuing.rng.random() < _HAS_COMMUNITY_CARD:
            issued_on = issuing.rng.choice(days)
            until = trial_end or last_valid_day(issued_on, 24)
            issuing.issue(distributor, NewDemoCard(issued_on, until, kind=CardKind.COMMUNITY))


def _issue_personal(
    issuing: Issuing, distributor: Partner, *, issued_on: date, trial_end: date | None
) -> None:
    until = trial_end or last_valid_day(issued_on, 12)
    card = issuing.issue(distributor, NewDemoCard(issued_on, until, children=issuing.holders.children()))
    if trial_end is None and card.valid_until < issuing.clock.today:
        _perhaps_renew(issuing, card)
    _perhaps_stop(issuing, card)


def _perhaps_renew(issuing: Issuing, card: DemoCard) -> None:
    renewed_on = card.valid_until - timedelta(days=issuing.rng.randrange(-10, 25))
    if issuing.rng.random() < _RENEWED and renewed_on < issuing.clock.today:
        card.renewed_on = renewed_on
        card.valid_until = last_valid_day(renewed_on, 12)


def _perhaps_stop(issuing: Issuing, card: DemoCard) -> None:
    draw = issuing.rng.random()
    last = min(card.valid_until, issuing.clock.today - timedelta(days=1))
    lived = (last - card.issued_on).days
    if draw < _ENDED + _WITHDRAWN and lived > 0:
        day = card.issued_on + timedelta(days=issuing.rng.randint(1, lived))
        card.status = CardStatus.ENDED if draw < _ENDED else CardStatus.WITHDRAWN
        card.stopped_at = at(day, issuing.rng.randrange(9 * 60, 15 * 60))


def _size(country: Country, distributor: Partner) -> float:
    town = _town_of(country, distributor)
    size: float = distributor.weight * (town.population / 10_000) ** 0.6
    if distributor.published_2023 is not None:
        size /= _NAMED_BY_FIGURES
    return size * (_TRIAL_SHARE if _trial_end(country, distributor) else 1.0)


def _town_of(country: Country, distributor: Partner) -> Town:
    towns = country.towns_of(distributor.network or "")
    own = [town for town in towns if town.code == distributor.organisation.municipality_code]
    return own[0] if own else max(towns, key=lambda town: town.population)


def _trial_end(country: Country, distributor: Partner) -> date | None:
    # A distributor of the whole county goes by the furthest town: in every network the largest is.
    return _town_of(country, distributor).trial_ends_on


def _issue_days(clock: DemoClock, *, is_trial: bool) -> tuple[list[date], list[float]]:
    first = clock.first_issue_day
    if is_trial:
        first = max(first, clock.today - timedelta(days=TRIAL_BEGAN_DAYS_AGO))
    yesterday = clock.today - timedelta(days=1)
    days = [day for day in open_days(first, yesterday) if day.weekday() < _SATURDAY]
    return days, [_MONTHS[day.month - 1] for day in days]
