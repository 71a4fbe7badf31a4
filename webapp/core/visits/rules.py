"""May this be recorded? DOMAIN §3 and §5, as far as no event or ceiling is needed. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from webapp.core.cards.validity import CardKind, Validity, why_not_valid
from webapp.core.errors import Refusal, RefusedError
from webapp.core.visits.reasons import CommandRefusal, VisitRefusal

MOST_CHILDREN_WITH_COMMUNITY_CARD = 30
MOST_ASSISTANTS = 30
REPEAT_WINDOW = timedelta(minutes=30)


class VisitKind(StrEnum):
    """What was taken with the card."""

    TICKET = "ticket"
    COURSE = "course"


class Outcome(StrEnum):
    """What became of a command."""

    RECORDED = "recorded"
    ALREADY_RECORDED = "already_recorded"
    RECORDED_WITH_REMARK = "recorded_with_remark"
    UNDONE = "undone"
    REFUSED = "refused"


class Remark(StrEnum):
    """Why the rules would have refused what had already happened, or what was odd about its coming in.

    Those that a card's own rules give bear the refusals' names.
    """

    CARD_NOT_REGISTERED = "card_not_registered"
    CARD_EXPIRED = "card_expired"
    CARD_ENDED = "card_ended"
    CARD_WITHDRAWN = "card_withdrawn"
    CARD_REPLACED = "card_replaced"
    COMMUNITY_CARD_ON_COURSE = "community_card_on_course"
    MORE_CHILDREN_THAN_REGISTERED = "more_children_than_registered"
    ALREADY_HERE = "already_here"
    CLOCK_WRONG = "clock_wrong"
    SEQUENCE_REUSED = "sequence_reused"
    OFFER_UNKNOWN = "offer_unknown"


class UndoReason(StrEnum):
    """Why a recorded visit is taken back."""

    MISTAKE = "mistake"
    WRONG_CARD = "wrong_card"
    NOT_USED = "not_used"
    RECORDED_TWICE = "recorded_twice"


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What staff may see of a card, and when it was last recorded at their venue."""

    kind: CardKind
    validity: Validity
    children: int
    last_here: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What staff want to record."""

    kind: VisitKind
    adults: int
    children: int
    repeat_is_meant: bool = False


def most_children(card: CardFacts) -> int:
    """How many children's tickets the card can give at once."""
    return MOST_CHILDREN_WITH_COMMUNITY_CARD if card.kind is CardKind.COMMUNITY else card.children


def check_assistants(assistants: int) -> None:
    """Assistants, interpreters and guides always get in; only nonsense is refused."""
    if not 0 <= assistants <= MOST_ASSISTANTS:
        raise RefusedError(CommandRefusal.COUNT_IMPOSSIBLE, "assistants")


def check_correction(kind: VisitKind, children: int, *, most: int, may_be_course: bool) -> None:
    """A visit may be corrected to what its card gives now, and may keep what was recorded of it."""
    if kind is VisitKind.COURSE and not may_be_course:
        raise RefusedError(VisitRefusal.COMMUNITY_CARD_ON_COURSE, "kind")
    if kind is VisitKind.COURSE and children:
        raise RefusedError(VisitRefusal.CHILDREN_ON_COURSE, "children")
    if not 0 <= children <= most:
        raise RefusedError(VisitRefusal.MORE_CHILDREN_THAN_REGISTERED, "children", most=most)


def why_not_recorded(card: CardFacts | None, wish: Wish, *, now: datetime, today: date) -> Refusal | None:
    """The first reason for which the wish cannot be recorded, or None.

    ALREADY_HERE is a question rather than a refusal: the same wish with `repeat_is_meant` passes.
    """
    refusal = why_not_valid(card.validity if card else None, today)
    if refusal is not None or card is None:
        return refusal
    refusal = _why_not_counted(card, wish)
    if refusal is None and _was_just_here(card, now) and not wish.repeat_is_meant:
        return VisitRefusal.ALREADY_HERE
    return refusal


def _why_not_counted(card: CardFacts, wish: Wish) -> Refusal | None:
    is_community = card.kind is CardKind.COMMUNITY
    checks = (
        (wish.adults != 1 or wish.children < 0, VisitRefusal.ONE_ADULT_PER_CARD),
        (wish.kind is VisitKind.COURSE and is_community, VisitRefusal.COMMUNITY_CARD_ON_COURSE),
        (wish.kind is VisitKind.COURSE and wish.children > 0, VisitRefusal.CHILDREN_ON_COURSE),
        (is_community and wish.children > MOST_CHILDREN_WITH_COMMUNITY_CARD, VisitRefusal.TOO_MANY_CHILDREN),
        (not is_community and wish.children > card.children, VisitRefusal.MORE_CHILDREN_THAN_REGISTERED),
    )
    return next((refusal for is_broken, refusal in checks if is_broken), None)


def _was_just_here(card: CardFacts, now: datetime) -> bool:
    return card.last_here is not None and now - card.last_here < REPEAT_WINDOW
