"""What time it was when a phone says that something happened. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

UNNOTICED_SKEW: Final = timedelta(seconds=30)
WRONG_CLOCK: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class PhoneTime:
    """How the phone's clock is read: corrected by `skew`, never before it was enrolled, never after now."""

    enrolled_at: datetime
    now: datetime
    skew: timedelta = timedelta()

    def happened_at(self, said: datetime) -> datetime:
        """The moment that a command says, by our clock."""
        return min(max(said + self.skew, self.enrolled_at), self.now)

    def is_wrong(self, said: datetime) -> bool:
        """Whether the moment had to be moved by more than a clock's ordinary fault."""
        return abs(self.skew) > WRONG_CLOCK or abs(said + self.skew - self.happened_at(said)) > WRONG_CLOCK


def phone_time(*, enrolled_at: datetime | None, sent_at: datetime | None, now: datetime) -> PhoneTime:
    """Read the clock of a phone that said `sent_at` when it was `now`; None where that was not said."""
    skew = now - sent_at if sent_at is not None else timedelta()
    return PhoneTime(
        enrolled_at or datetime.min.replace(tzinfo=UTC),
        now,
        skew if abs(skew) > UNNOTICED_SKEW else timedelta(),
    )
