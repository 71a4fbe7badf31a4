"""May this be recorded? DOMAIN §3 and §5, as far as no ceiling is needed. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Literal, TypeAlias, assert_never

from webapp.core.calendar import day_in_finland
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardKind, Validity, why_not_valid
from webapp.core.offers.reasons import OfferRefusal
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
    CORRECTED = "corrected"
    REFUSED = "refused"


class Remark(StrEnum):
    """Why the rules would have refused what had already happened, or what was odd about its coming in."""

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
    VENUE_NOT_COMMITTED = "venue_not_committed"


UseRefusal: TypeAlias = (
    CardRefusal | VisitRefusal | Literal[OfferRefusal.OFFER_UNKNOWN, CommandRefusal.COUNT_IMPOSSIBLE]
)
"""All that the rules of a use can say. Whatever is added here needs a line in remark_on."""


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
class OfferFacts:
    """What is known of an offer that a visit names: whose it is, its day, and when it was ended."""

    id: int
    venue_id: int
    day: date | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Use:
    """What is to be recorded: by one adult, at a venue, at a moment."""

    venue_id: int
    kind: VisitKind
    children: int
    assistants: int
    at: datetime
    offer_id: int | None = None
    repeat_is_meant: bool = False
    venue_is_committed: bool = True


def most_children(card: CardFacts) -> int:
    """How many children's tickets the card can give at once."""
    match card.kind:
        case CardKind.PERSONAL:
            return card.children
        case CardKind.COMMUNITY:
            return MOST_CHILDREN_WITH_COMMUNITY_CARD
        case _:
            assert_never(card.kind)


def gives_courses(kind: CardKind) -> bool:
    """Whether a card can be used for a place on a course."""
    match kind:
        case CardKind.PERSONAL:
            return True
        case CardKind.COMMUNITY:
            return False
        case _:
            assert_never(kind)


def why_not_recorded(card: CardFacts | None, offer: OfferFacts | None, use: Use) -> UseRefusal | None:
    """The first reason for which the use cannot be recorded, or None.

    ALREADY_HERE is a question rather than a refusal: the same use with `repeat_is_meant` passes.
    """
    refusal = why_not_valid(card.validity if card else None, day_in_finland(use.at))
    if refusal is not None or card is None:
        return refusal
    answers = (rule(card, offer, use) for rule in _RULES)
    return next((answer for answer in answers if answer is not None), None)


def why_not_held(use: Use) -> UseRefusal | None:
    """Why no register could hold the use, whatever has happened; None where it can."""
    if use.kind is VisitKind.COURSE and use.children:
        return VisitRefusal.CHILDREN_ON_COURSE
    return None if 0 <= use.assistants <= MOST_ASSISTANTS else CommandRefusal.COUNT_IMPOSSIBLE


def remark_on(refusal: UseRefusal) -> Remark | None:  # noqa: C901, PLR0911 - a line each: mypy sees that none is missing
    """What is noted of a use that has happened although a rule forbids it; None where it cannot be held."""
    match refusal:
        case CardRefusal.CARD_NOT_REGISTERED:
            return Remark.CARD_NOT_REGISTERED
        case CardRefusal.CARD_EXPIRED:
            return Remark.CARD_EXPIRED
        case CardRefusal.CARD_ENDED:
            return Remark.CARD_ENDED
        case CardRefusal.CARD_WITHDRAWN:
            return Remark.CARD_WITHDRAWN
        case CardRefusal.CARD_REPLACED:
            return Remark.CARD_REPLACED
        case VisitRefusal.COMMUNITY_CARD_ON_COURSE:
            return Remark.COMMUNITY_CARD_ON_COURSE
        case VisitRefusal.TOO_MANY_CHILDREN | VisitRefusal.MORE_CHILDREN_THAN_REGISTERED:
            return Remark.MORE_CHILDREN_THAN_REGISTERED
        case VisitRefusal.ALREADY_HERE:
            return Remark.ALREADY_HERE
        case OfferRefusal.OFFER_UNKNOWN:
            return Remark.OFFER_UNKNOWN
        case VisitRefusal.VENUE_NOT_COMMITTED:
            return Remark.VENUE_NOT_COMMITTED
        case VisitRefusal.CHILDREN_ON_COURSE | CommandRefusal.COUNT_IMPOSSIBLE:
            return None
        case _:
            assert_never(refusal)


def _kind(card: CardFacts, _offer: OfferFacts | None, use: Use) -> UseRefusal | None:
    is_allowed = use.kind is not VisitKind.COURSE or gives_courses(card.kind)
    return None if is_allowed else VisitRefusal.COMMUNITY_CARD_ON_COURSE


def _children(card: CardFacts, _offer: OfferFacts | None, use: Use) -> UseRefusal | None:
    if use.children <= most_children(card):
        return None
    match card.kind:
        case CardKind.PERSONAL:
            return VisitRefusal.MORE_CHILDREN_THAN_REGISTERED
        case CardKind.COMMUNITY:
            return VisitRefusal.TOO_MANY_CHILDREN
        case _:
            assert_never(card.kind)


def _held(_card: CardFacts, _offer: OfferFacts | None, use: Use) -> UseRefusal | None:
    return why_not_held(use)


def _committed(_card: CardFacts, _offer: OfferFacts | None, use: Use) -> UseRefusal | None:
    return None if use.venue_is_committed else VisitRefusal.VENUE_NOT_COMMITTED


def _repeat(card: CardFacts, _offer: OfferFacts | None, use: Use) -> UseRefusal | None:
    was_just_here = card.last_here is not None and use.at - card.last_here < REPEAT_WINDOW
    return VisitRefusal.ALREADY_HERE if was_just_here and not use.repeat_is_meant else None


def _offer(_card: CardFacts, offer: OfferFacts | None, use: Use) -> UseRefusal | None:
    is_ours = offer is not None and offer.venue_id == use.venue_id
    return None if use.offer_id is None or is_ours else OfferRefusal.OFFER_UNKNOWN


_RULES: Final[tuple[Callable[[CardFacts, OfferFacts | None, Use], UseRefusal | None], ...]] = (
    _kind,
    _held,
    _children,
    _committed,
    _repeat,
    _offer,
)
"""What weighs most comes first: one reason is given. A new rule is one function here."""
