"""Rovaniemi's published year 2023, made so that the figures come out exactly (DOMAIN §8).

Published: 1,416 cards issued, a usage rate of 50.5 % (1,367 of 2,707), 13,254 adults and 2,387 children on
personal cards, 59 adults and 44 children on community cards, the frequency classes, the largest distributors
and venues. What is not published is chosen: smaller distributors and venues make up the sums.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from webapp.core.cards.validity import CardKind, last_valid_day
from webapp.core.partners.models import VenueKind
from webapp.demo.clock import PUBLISHED_YEAR, at
from webapp.demo.issuing import Issuing, NewDemoCard
from webapp.demo.ledger import DemoCard, DemoVisit
from webapp.demo.outings import Outings
from webapp.demo.partners import Partner
from webapp.demo.rhythm import RHYTHMS, open_days

ISSUED_BEFORE: Final = 1_291
"""Of the year before, still valid in the published one: 2,707 - 1,416."""

ADULTS: Final = 13_254
CHILDREN: Final = 2_387
ONCE, TWICE, THREE_TO_FIVE, MORE = 369, 202, 333, 463
COMMUNITY_USES: Final = (1, 1, 2, 3, 4, 5, 7, 9, 12, 15)
"""Uses of each of the community cards: together 59."""
COMMUNITY_AT: Final = {
    "Rovaniemen Teatteri": (12, 8),
    "Lapin maakuntamuseo / Arktikum": (16, 14),
    "Tiedekeskus Pilke": (17, 14),
    "Rovaniemen taidemuseo": (8, 6),
    "Rovaniemen kirjasto": (6, 2),
}
"""Venue → adults and children on community cards."""

CHILDREN_SHARE: Final = {
    VenueKind.EXHIBITION: 0.38,
    VenueKind.MUSEUM: 0.25,
    VenueKind.SUMMER_THEATRE: 0.3,
    VenueKind.MATCHES: 0.25,
    VenueKind.CINEMA: 0.3,
    VenueKind.NATURE: 0.3,
    VenueKind.THEATRE: 0.1,
    VenueKind.COLLEGE: 0.0,
}
_USUAL_SHARE, _OFTENEST = 0.12, 190
_UNDONE = 25
_SATURDAY = 5


@dataclass(slots=True)
class Slot:
    """A visit on its way: the card and the day are settled, the venue and the children are not."""

    card: DemoCard
    day: date
    venue: Partner | None = None
    children: int = 0


def issue_published_cards(issuing: Issuing, distributors: Sequence[Partner]) -> list[DemoCard]:
    """The published year's cards and the year before's, distributor by distributor."""
    cards = []
    before = _in_proportion(ISSUED_BEFORE, [one.published_2023 or 0 for one in distributors])
    for index, distributor in enumerate(distributors):
        counts = {PUBLISHED_YEAR - 1: before[index], PUBLISHED_YEAR: distributor.published_2023 or 0}
        for year, count in counts.items():
            workdays = _workdays(year)
            for number in range(count):
                is_community = year < PUBLISHED_YEAR and number == 0 and index < len(COMMUNITY_USES)
                cards.append(_issue(issuing, distributor, workdays=workdays, is_community=is_community))
    return cards


def _workdays(year: int) -> list[date]:
    days = open_days(date(year, 1, 2), date(year, 12, 30))
    return [day for day in days if day.weekday() < _SATURDAY]


def _issue(
    issuing: Issuing, distributor: Partner, *, workdays: Sequence[date], is_community: bool
) -> DemoCard:
    issued_on = issuing.rng.choice(workdays)
    if is_community:
        until = date(PUBLISHED_YEAR, 12, 31)
        return issuing.issue(distributor, NewDemoCard(issued_on, until, kind=CardKind.COMMUNITY))
    until = last_valid_day(issued_on, 12)
    return issuing.issue(distributor, NewDemoCard(issued_on, until, children=issuing.holders.children()))


def _in_proportion(total: int, shares: Sequence[int]) -> list[int]:
    whole = sum(shares)
    parts = [total * share // whole for share in shares]
    for index in range(total - sum(parts)):
        parts[index] += 1
    return parts


def published_visits(
    outings: Outings, cards: Sequence[DemoCard], *, venues: Sequence[Partner]
) -> Iterator[DemoVisit]:
    """The published year's visits, and some undone ones that must not count."""
    rng = outings.rng
    personal = [card for card in cards if card.kind is CardKind.PERSONAL]
    community = [card for card in cards if card.kind is CardKind.COMMUNITY]
    slots = _days_of(rng, personal, uses=_personal_uses(rng))
    _go_to_venues(rng, slots, venues=venues)
    together = _go_together(rng, community, venues=venues)
    for slot in (*slots, *together):
        yield _visit(outings, slot)
    for slot in rng.sample(slots, _UNDONE):
        undone = _visit(outings, slot)
        undone.undone_at = at(slot.day, 20 * 60 + 55)
        yield undone


def _visit(outings: Outings, slot: Slot) -> DemoVisit:
    assert slot.venue is not None  # noqa: S101 - settled by _go_to_venues and _go_together
    visit = outings.visit(slot.card, slot.venue, day=slot.day)
    visit.children, visit.undone_at = slot.children, None
    return visit


def _personal_uses(rng: random.Random) -> list[int]:
    """How often each personal card was used, the oftenest first: the classes without the community cards."""
    once = ONCE - sum(uses == 1 for uses in COMMUNITY_USES)
    twice = TWICE - COMMUNITY_USES.count(2)
    middle = THREE_TO_FIVE - sum(uses in {3, 4, 5} for uses in COMMUNITY_USES)
    often = MORE - sum(uses > 5 for uses in COMMUNITY_USES)  # noqa: PLR2004 - DOMAIN §8's class
    middle_uses = rng.choices((3, 4, 5), (42, 33, 25), k=middle)
    rest = ADULTS - once - 2 * twice - sum(middle_uses)
    return sorted([*_spread(rng, rest, over=often), *middle_uses, *[2] * twice, *[1] * once], reverse=True)


def _spread(rng: random.Random, total: int, *, over: int) -> list[int]:
    """At least six for each, the rest with a long tail, together exactly the total."""
    weights = [rng.lognormvariate(0, 1.1) for _ in range(over)]
    scale = (total - 6 * over) / sum(weights)
    uses = [min(_OFTENEST, 6 + int(weight * scale)) for weight in weights]
    missing = total - sum(uses)
    while missing:
        index = rng.randrange(over)
        if uses[index] < _OFTENEST:
            uses[index] += 1
            missing -= 1
    return uses


def _days_of(rng: random.Random, cards: Sequence[DemoCard], *, uses: Sequence[int]) -> list[Slot]:
    """Different days for each card's uses; who goes oftenest has had the card longest."""
    first, last = date(PUBLISHED_YEAR, 1, 1), date(PUBLISHED_YEAR, 12, 31)
    everywhere = open_days(first, last)
    lived = {card.id: [day for day in everywhere if card.issued_on <= day <= card.last_day] for card in cards}
    oldest = sorted(cards, key=lambda card: -len(lived[card.id]) * rng.uniform(0.35, 1))
    slots = []
    for card, times in zip(oldest, uses, strict=False):
        days = lived[card.id]
        chosen = _by_likelihood(rng, days, how_many=times)
        slots += [Slot(card, day) for day in chosen]
    return slots


def _by_likelihood(rng: random.Random, days: Sequence[date], *, how_many: int) -> list[date]:
    # Efraimidis and Spirakis (2006): the largest of u^(1/weight) are a weighted sample without replacement.
    rhythm = RHYTHMS[VenueKind.SWIMMING_HALL]
    keyed = sorted(days, key=lambda day: rng.random() ** (1 / rhythm.likelihood(day)), reverse=True)
    return keyed[:how_many]


def _go_to_venues(rng: random.Random, slots: list[Slot], *, venues: Sequence[Partner]) -> None:
    """Give each slot a venue: the smaller ones choose first, the swimming hall takes the rest."""
    rng.shuffle(slots)
    pool, *smaller = sorted(venues, key=lambda venue: -(venue.published_2023 or 0))
    children_left = CHILDREN
    free = slots
    for venue in reversed(smaller):
        adults, children = _persons_wanted(venue)
        chosen = _choose(rng, free, venue=venue, adults=adults, families=children)
        _bring_children(rng, chosen, children=children)
        children_left -= children
        free = [slot for slot in free if slot.venue is None]
    for slot in free:
        slot.venue = pool
    _bring_children(rng, free, children=children_left)


def _persons_wanted(venue: Partner) -> tuple[int, int]:
    """Adults and children on personal cards."""
    persons = (venue.published_2023 or 0) - sum(COMMUNITY_AT.get(venue.organisation.name["fi"], (0, 0)))
    children = round(persons * CHILDREN_SHARE.get(venue.venue_kind, _USUAL_SHARE))
    return persons - children, children


def _choose(
    rng: random.Random, free: Sequence[Slot], *, venue: Partner, adults: int, families: int
) -> list[Slot]:
    """Slots on days on which the venue is open, first enough of holders with children."""
    rhythm = RHYTHMS[venue.venue_kind]
    suitable = [slot for slot in free if rng.random() < rhythm.likelihood(slot.day)]
    with_children = [slot for slot in suitable if slot.card.children][:families]
    taken = {id(slot) for slot in with_children}
    others = [slot for slot in suitable if id(slot) not in taken]
    chosen = [*with_children, *others[: adults - len(with_children)]]
    for slot in chosen:
        slot.venue = venue
    return chosen


def _bring_children(rng: random.Random, slots: Sequence[Slot], *, children: int) -> None:
    families = [slot for slot in slots if slot.card.children]
    while children:
        slot = rng.choice(families)
        if slot.children < slot.card.children:
            slot.children += 1
            children -= 1


def _go_together(rng: random.Random, cards: Sequence[DemoCard], *, venues: Sequence[Partner]) -> list[Slot]:
    """The community cards' visits where the table says, each on a day on which the venue is open."""
    named = {venue.organisation.name["fi"]: venue for venue in venues}
    chosen = [named[name] for name, (adults, _) in COMMUNITY_AT.items() for _ in range(adults)]
    rng.shuffle(chosen)
    year = open_days(date(PUBLISHED_YEAR, 1, 1), date(PUBLISHED_YEAR, 12, 31))
    slots: list[Slot] = []
    for card, times in zip(cards, COMMUNITY_USES, strict=True):
        for _ in range(times):
            venue = chosen.pop()
            days = [day for day in year if RHYTHMS[venue.venue_kind].likelihood(day) > 0]
            slots.append(Slot(card, rng.choice(days), venue))
    for name, (_, children) in COMMUNITY_AT.items():
        groups = [slot for slot in slots if slot.venue is named[name]]
        for _ in range(children):
            rng.choice(groups).children += 1
    return slots
