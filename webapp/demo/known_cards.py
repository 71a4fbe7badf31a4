"""The well-known cards of known.py: one for every verdict."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from webapp.core.cards.validity import CardKind, CardStatus, last_valid_day
from webapp.demo.clock import at
from webapp.demo.dealer import Dealt
from webapp.demo.issuing import Issuing, NewDemoCard
from webapp.demo.known import (
    COMMUNITY_CARD,
    DEMO_ACCOUNTS,
    ENDED_CARD,
    ENDING_CARD,
    EXPIRED_CARD,
    KAINUU,
    NEW_SERIES_CARD,
    REPLACED_CODE,
    REPLACEMENT_CODE,
    TRIAL_CARD,
    TRIAL_NETWORK,
    VALID_CARD,
    WITHDRAWN_CARD,
)
from webapp.demo.ledger import DemoCard, DemoVisit
from webapp.demo.outings import Outings
from webapp.demo.partners import Partner, Partners
from webapp.demo.rhythm import RHYTHMS, open_days


def issue_known_cards(issuing: Issuing, partners: Partners) -> list[DemoCard]:
    """Issue them all; gives those that have been used."""
    office = partners.named(DEMO_ACCOUNTS["distributor"].organisations[0])
    youth_work = partners.named(DEMO_ACCOUNTS["trial_distributor"].organisations[0])
    valid = _issue(issuing, office, code=VALID_CARD, days_ago=120, children=2)
    expired = _issue(issuing, office, code=EXPIRED_CARD, days_ago=430, children=1)
    plain = _issue(issuing, office, code=NEW_SERIES_CARD, days_ago=75)
    ending = _issue(issuing, office, code=ENDING_CARD, days_ago=351, children=1)
    _stop(issuing, _issue(issuing, office, code=ENDED_CARD, days_ago=200), status=CardStatus.ENDED)
    _stop(issuing, _issue(issuing, office, code=WITHDRAWN_CARD, days_ago=160), status=CardStatus.WITHDRAWN)
    replaced = _issue(issuing, office, code=REPLACEMENT_CODE, days_ago=140, children=1)
    issuing.dealer.put(
        KAINUU, Dealt(REPLACED_CODE, replaced.id, at(issuing.clock.today - timedelta(days=20), 11 * 60))
    )
    community = _issue(issuing, office, code=COMMUNITY_CARD, days_ago=180)
    trial = _issue(issuing, youth_work, code=TRIAL_CARD, days_ago=60)
    trial.valid_until = next(
        town.trial_ends_on or trial.valid_until for town in issuing.country.towns_of(TRIAL_NETWORK)
    )
    return [valid, expired, plain, ending, replaced, community]


def known_visits(
    outings: Outings, cards: list[DemoCard], *, venues: tuple[Partner, ...]
) -> Iterator[DemoVisit]:
    """A handful of visits each, so that their history is not empty; none today or yesterday."""
    last = outings.clock.today - timedelta(days=2)
    for card in cards:
        days = open_days(card.issued_on, min(card.last_day, last))
        for venue in venues:
            possible = [day for day in days if RHYTHMS[venue.venue_kind].likelihood(day) > 0]
            for day in _some(outings.rng, possible):
                visit = outings.visit(card, venue, day=day)
                visit.undone_at = None
                yield visit


def _some(rng: random.Random, days: list[date]) -> list[date]:
    # The last open day is always one: a holder is asked how a visit of the last week was.
    chosen = sorted(rng.sample(days, min(3, len(days))))
    return sorted({*chosen[:-1], *days[-1:]})


def _issue(
    issuing: Issuing, distributor: Partner, *, code: str, days_ago: int, children: int = 0
) -> DemoCard:
    issued_on = issuing.clock.today - timedelta(days=days_ago)
    kind = CardKind.COMMUNITY if code == COMMUNITY_CARD else CardKind.PERSONAL
    new = NewDemoCard(issued_on, last_valid_day(issued_on, 12), children, kind, code)
    card = issuing.issue(distributor, new)
    issuing.dealer.put(distributor.network or "", Dealt(code, card.id))
    return card


def _stop(issuing: Issuing, card: DemoCard, *, status: CardStatus) -> None:
    card.status = status
    card.stopped_at = at(issuing.clock.today - timedelta(days=30), 10 * 60)
