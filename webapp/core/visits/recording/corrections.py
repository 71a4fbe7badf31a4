"""What a visit may be corrected to: what was taken, by how many, and what for. Pure.

The card and the time stay: a wrong card is undone instead. A group came for one offer: that is corrected for
all of it, its counts card by card.
"""

from typing import assert_never

from webapp.core.cards.validity import CardKind
from webapp.core.errors import Refusal
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.visits.reasons import CommandRefusal, LookingBackRefusal, VisitRefusal
from webapp.core.visits.recording.commands import CorrectCommand, Correction
from webapp.core.visits.recording.known import Correcting, Decision, Knowledge, KnownVisit
from webapp.core.visits.rules import (
    MOST_ASSISTANTS,
    MOST_CHILDREN_WITH_COMMUNITY_CARD,
    Outcome,
    Remark,
    VisitKind,
    gives_courses,
)


def decide_correcting(command: CorrectCommand, known: Knowledge) -> Decision:
    """A remark whose cause is gone goes too; correcting to what is recorded already changes nothing."""
    visit = known.visits.get(command.visit_id)
    if visit is None or visit.venue_id != known.venue_id:
        return Decision(command, Outcome.REFUSED, CommandRefusal.VISIT_UNKNOWN)
    if visit.is_undone:
        return Decision(command, Outcome.REFUSED, LookingBackRefusal.VISIT_UNDONE)
    wanted = command.correction.of(visit.recorded_as)
    if wanted == visit.recorded_as:
        return Decision(command, Outcome.CORRECTED)
    card = known.cards.get(visit.code) if visit.card_id is not None else None
    most = most_children_after(card.kind if card else None, card.children if card else 0)
    refusal = _why_not(
        visit, wanted, known, is_for_courses=card is None or gives_courses(card.kind), most=most
    )
    if refusal is not None:
        return Decision(
            command, Outcome.REFUSED, refusal, details={"most": max(visit.recorded_as.children, most)}
        )
    remark = _remark_after(visit, wanted, most=most)
    change = Correcting(command.visit_id, visit.recorded_as, wanted, remark, known.clock.now)
    return Decision(command, Outcome.CORRECTED, change=change)


def most_children_after(kind: CardKind | None, children: int) -> int:
    """How many children's tickets a visit may be corrected to: what its card gives now, if it has one."""
    match kind:
        case CardKind.PERSONAL:
            return children
        case CardKind.COMMUNITY | None:
            return MOST_CHILDREN_WITH_COMMUNITY_CARD
        case _:
            assert_never(kind)


def _why_not(
    visit: KnownVisit, wanted: Correction, known: Knowledge, *, is_for_courses: bool, most: int
) -> Refusal | None:
    """A visit may be corrected to what its card gives now, and may keep what was recorded of it."""
    was = visit.recorded_as
    most = max(was.children, most)
    is_course, was_course = wanted.kind is VisitKind.COURSE, was.kind is VisitKind.COURSE
    offer = known.offers.get(wanted.offer_id) if wanted.offer_id is not None else None
    is_ours = wanted.offer_id in {None, was.offer_id} or (
        offer is not None and offer.venue_id == known.venue_id
    )
    checks = (
        (is_course and not is_for_courses and not was_course, VisitRefusal.COMMUNITY_CARD_ON_COURSE),
        (is_course and wanted.children > 0, VisitRefusal.CHILDREN_ON_COURSE),
        (not 0 <= wanted.children <= most, VisitRefusal.MORE_CHILDREN_THAN_REGISTERED),
        (not 0 <= wanted.assistants <= MOST_ASSISTANTS, CommandRefusal.COUNT_IMPOSSIBLE),
        (not is_ours, OfferRefusal.OFFER_UNKNOWN),
    )
    return next((one for is_broken, one in checks if is_broken), None)


def _remark_after(visit: KnownVisit, correction: Correction, *, most: int) -> Remark | None:
    causes = {
        Remark.MORE_CHILDREN_THAN_REGISTERED: correction.children > most,
        Remark.COMMUNITY_CARD_ON_COURSE: correction.kind is VisitKind.COURSE,
        Remark.OFFER_UNKNOWN: correction.offer_id is None,
    }
    if visit.remark is None or not causes.get(visit.remark, True):
        return None
    return visit.remark
