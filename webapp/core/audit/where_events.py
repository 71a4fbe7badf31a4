"""Events of what a venue says of itself."""

from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class VenueDescribed(Event):
    """A venue wrote what it says of itself to the public."""

    venue_id: int
