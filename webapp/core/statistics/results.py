"""What the figures are given as. Frozen; counts are of cards, of persons or of uses, as each says. Pure."""

from dataclasses import dataclass
from datetime import date

from webapp.core.languages import LocalisedText
from webapp.core.statistics.period import Period


@dataclass(frozen=True, slots=True)
class Persons:
    """Adults and children who came."""

    adults: int = 0
    children: int = 0

    @property
    def total(self) -> int:
        """Everybody."""
        return self.adults + self.children

    def __add__(self, other: "Persons") -> "Persons":
        """Both together."""
        return Persons(self.adults + other.adults, self.children + other.children)

    def __sub__(self, other: "Persons") -> "Persons":
        """These without the others."""
        return Persons(self.adults - other.adults, self.children - other.children)


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many cards were used once, twice, three to five times, and more often, in the period."""

    once: int = 0
    twice: int = 0
    three_to_five: int = 0
    more_than_five: int = 0

    @property
    def used(self) -> int:
        """Cards used at all."""
        return self.once + self.twice + self.three_to_five + self.more_than_five


@dataclass(frozen=True, slots=True)
class CountOfOrganisation:
    """A venue with the persons who came, or a distributor with the cards it issued."""

    organisation_id: int
    name: LocalisedText
    count: int


@dataclass(frozen=True, slots=True)
class UsesOfMonth:
    """Persons who came in a month, with any card. `month` is its first day."""

    month: date
    persons: Persons


@dataclass(frozen=True, slots=True)
class Figures:
    """The plain figures of a network or of the country in a period (DOMAIN §8)."""

    period: Period
    issued: int
    valid: int
    frequency: Frequency
    personal_uses: Persons
    community_uses: Persons
    by_venue: tuple[CountOfOrganisation, ...]
    by_distributor: tuple[CountOfOrganisation, ...]
    by_month: tuple[UsesOfMonth, ...]

    @property
    def used(self) -> int:
        """Cards with at least one use in the period."""
        return self.frequency.used

    @property
    def usage_rate(self) -> float | None:
        """Used of valid, from 0 to 1; None when no card was valid."""
        return self.used / self.valid if self.valid else None

    @property
    def uses(self) -> int:
        """Persons who came, with any card."""
        return self.personal_uses.total + self.community_uses.total


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """All time, whole country. `uses` counts persons, children too; municipalities run the card or try it."""

    cards_issued: int
    uses: int
    children_uses: int
    municipalities: int


@dataclass(frozen=True, slots=True)
class PartnerCount:
    """A partner, with the persons who came (a venue) or the cards issued (a distributor) in the period."""

    organisation_id: int
    name: LocalisedText
    municipality: LocalisedText | None
    venue_kind: str | None
    sector: str | None
    is_active: bool
    count: int


@dataclass(frozen=True, slots=True)
class PartnersOfNetwork:
    """A network's partners, the busiest first; those without a use or a card are there with zero."""

    venues: tuple[PartnerCount, ...]
    distributors: tuple[PartnerCount, ...]
