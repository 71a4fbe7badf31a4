"""When an outing can be announced as it is written, and when a card may join it. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final, assert_never

from webapp.core.calendar import HELSINKI, is_on_the_clock
from webapp.core.cards.validity import CardKind
from webapp.core.errors import Refusal, RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.free_text.reasons import TextRefusal
from webapp.core.outings.reasons import OutingRefusal

LONGEST_TITLE: Final = 80
LONGEST_PLACE: Final = 120
LONGEST_WORDS: Final = 300
LONGEST_TIP: Final = 600
LONGEST_ADDRESS: Final = 300


@dataclass(frozen=True, slots=True)
class OutingTimes:
    """When people meet, when it begins, and until when one can join."""

    meets_at: datetime
    starts_at: datetime
    join_until: datetime


@dataclass(frozen=True, slots=True)
class JoiningFacts:
    """What decides whether a card can join: the outing's side and the card's."""

    join_until: datetime
    is_cancelled: bool
    card_kind: CardKind
    card_refusal: Refusal | None


def moment_in_finland(day: date, clock: time, field: str) -> datetime:
    """The instant, in UTC, of a time on a Finnish day that was written in a field of a form.

    An hour comes twice when summer time ends: the time is the first one.

    Raises:
        RefusedError: OUTING_NO_SUCH_TIME, for the hour that is left out when summer time begins.
    """
    if not is_on_the_clock(day, clock):
        raise RefusedError(OutingRefusal.OUTING_NO_SUCH_TIME, field)
    return datetime.combine(day, clock.replace(fold=0), HELSINKI).astimezone(UTC)


def folded(text: str) -> str:
    """A text in one line, without needless spaces."""
    return " ".join(text.split())


def check_text(text: str, field: str, *, most: int) -> str:
    """An office's text, folded; RefusedError beside its field where it is empty, too long or tells a person.

    An office's own phone number may stand in it, a personal identity code may not.

    Raises:
        RefusedError: TEXT_LENGTH or TEXT_IDENTITY_CODE.
    """
    tidy = folded(text)
    if not 0 < len(tidy) <= most:
        raise RefusedError(TextRefusal.TEXT_LENGTH, field, most=most)
    refuse_details(tidy, field, Writer.OFFICE)
    return tidy


def check_times(times: OutingTimes, *, now: datetime, kept: OutingTimes | None = None) -> None:
    """People meet before it begins, joining ends by then, and whatever is not `kept` as it was is to come.

    Raises:
        RefusedError: OUTING_IN_PAST, OUTING_MEETS_LATE, OUTING_JOINS_LATE or OUTING_JOINS_IN_PAST.
    """
    if times.meets_at <= now and (kept is None or times.meets_at != kept.meets_at):
        raise RefusedError(OutingRefusal.OUTING_IN_PAST, "meeting_time")
    check_meeting(times)
    check_joining(times)
    if times.join_until <= now and (kept is None or times.join_until != kept.join_until):
        raise RefusedError(OutingRefusal.OUTING_JOINS_IN_PAST, "last_day")


def check_meeting(times: OutingTimes) -> None:
    """People meet before it begins.

    Raises:
        RefusedError: OUTING_MEETS_LATE.
    """
    if times.meets_at > times.starts_at:
        raise RefusedError(OutingRefusal.OUTING_MEETS_LATE, "meeting_time")


def check_joining(times: OutingTimes) -> None:
    """Joining ends before it begins.

    Raises:
        RefusedError: OUTING_JOINS_LATE.
    """
    if times.join_until > times.starts_at:
        raise RefusedError(OutingRefusal.OUTING_JOINS_LATE, "last_day")


def why_not_join(facts: JoiningFacts, *, now: datetime) -> Refusal | None:
    """The reason for which a card cannot join an outing that is meant for it, or None."""
    if facts.is_cancelled:
        return OutingRefusal.OUTING_CANCELLED
    match facts.card_kind:
        case CardKind.COMMUNITY:
            return OutingRefusal.OUTING_FOR_PERSONAL_CARDS
        case CardKind.PERSONAL:
            is_closed = OutingRefusal.OUTING_CLOSED if now > facts.join_until else None
            return facts.card_refusal or is_closed
        case _:
            assert_never(facts.card_kind)
