"""The events of what a venue has on, and of what it says of itself."""

from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class OfferAdded(Event):
    """A venue put something on."""

    offer_id: int


@dataclass(frozen=True, slots=True)
class OfferChanged(Event):
    """A venue changed what it has on."""

    offer_id: int


@dataclass(frozen=True, slots=True)
class OfferEnded(Event):
    """A venue took something off."""

    offer_id: int


@dataclass(frozen=True, slots=True)
class OfferRestored(Event):
    """A venue put something on again that it had taken off."""

    offer_id: int


@dataclass(frozen=True, slots=True)
class VenueDescribed(Event):
    """A venue wrote what it says of itself to the public."""

    venue_id: int
