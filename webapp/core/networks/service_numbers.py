"""The numbers that this service chose itself, whatever the operating model says. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class ServiceNumbers:
    """How long codes last, how much is plausible, how long something is kept."""

    most_children_on_card: int = 20
    oldest_age_years: int = 115
    pairing_lasts: timedelta = timedelta(minutes=10)
    slip_lasts: timedelta = timedelta(days=3)
    enrolment_lasts: timedelta = timedelta(minutes=10)
    fast_mode_undo: timedelta = timedelta(seconds=5)
    """So long after a card has recorded itself one tap takes its visit back."""
    most_phones: int = 5
    most_cards_on_phone: int = 2
    idle_phone_gives_way: timedelta = timedelta(days=30)
    """A phone that has not shown the card for so long is removed for one more than `most_phones`."""
    renewal_wish_months: int = 2
    """So long before and after the last valid day a holder may wish for another year.

    A renewal made so long before that day is counted from it.
    """
    feedback_kept_years: int = 2
    """So long after its answer a holder’s message is kept; one that waits is kept until it has one."""
    ended_codes_kept: timedelta = timedelta(days=30)
    """So long pairing codes, codes for counters and invitations stay after nobody can use them any more."""

    briefing_lasts: timedelta = timedelta(days=365)
    """So long after a briefing the next one is due."""


SERVICE: Final = ServiceNumbers()
