"""Correct what was recorded of a visit: what was taken, by how many, and what for."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.cards.models import Card
from webapp.core.cards.validity import CardKind
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.offers.queries import check_offer
from webapp.core.visits.events import VisitCorrected
from webapp.core.visits.models import Visit
from webapp.core.visits.reasons import LookingBackRefusal
from webapp.core.visits.rules import (
    MOST_CHILDREN_WITH_COMMUNITY_CARD,
    Remark,
    VisitKind,
    check_assistants,
    check_correction,
)


@dataclass(frozen=True, slots=True)
class Correction:
    """What should have been recorded."""

    kind: VisitKind
    children: int
    assistants: int
    offer_id: int | None


def correct_visit(
    session: Session, actor: Actor, visit_id: uuid.UUID, *, correction: Correction, now: datetime
) -> Visit:
    """Correct a visit of the actor's venue. The card and the time stay: a wrong card is undone instead.

    A remark whose cause is gone goes too. Correcting to what stands already changes nothing.
    """
    actor.must(Permission.CORRECT_VISITS)
    visit = session.get(Visit, visit_id, with_for_update=True)
    if visit is None or visit.venue_id != actor.organisation.id:
        raise NotFoundError
    if visit.undone_at is not None:
        raise RefusedError(LookingBackRefusal.VISIT_UNDONE)
    was = Correction(VisitKind(visit.kind), visit.children, visit.assistants, visit.offer_id)
    if correction == was:
        return visit
    most = max(was.children, most_children_of(visit.card))
    is_community = visit.card is not None and visit.card.kind == CardKind.COMMUNITY
    may_be_course = not is_community or was.kind is VisitKind.COURSE
    check_correction(correction.kind, correction.children, most=most, may_be_course=may_be_course)
    check_assistants(correction.assistants)
    if correction.offer_id != was.offer_id:
        check_offer(session, actor, correction.offer_id)
    visit.kind, visit.children = correction.kind, correction.children
    visit.assistants, visit.offer_id = correction.assistants, correction.offer_id
    visit.remark = _remark_after(visit)
    visit.corrected_at = now
    session.flush()
    session.expire(visit, ["offer"])
    record_act(session, actor, _what_changed(visit.id, was, correction), now=now)
    return visit


def most_children_of(card: Card | None) -> int:
    """How many children's tickets a visit may be corrected to have: what the card gives now."""
    if card is None or card.kind == CardKind.COMMUNITY:
        return MOST_CHILDREN_WITH_COMMUNITY_CARD
    return card.children


def _remark_after(visit: Visit) -> str | None:
    causes = {
        Remark.MORE_CHILDREN_THAN_REGISTERED: visit.children > most_children_of(visit.card),
        Remark.COMMUNITY_CARD_ON_COURSE: visit.kind == VisitKind.COURSE,
        Remark.OFFER_UNKNOWN: visit.offer_id is None,
    }
    if visit.remark is None or not causes.get(Remark(visit.remark), True):
        return None
    return visit.remark


def _what_changed(visit_id: uuid.UUID, was: Correction, correction: Correction) -> VisitCorrected:
    return VisitCorrected(
        visit_id,
        kind_was=was.kind,
        kind_is=correction.kind,
        children_was=was.children,
        children_is=correction.children,
        assistants_was=was.assistants,
        assistants_is=correction.assistants,
    )
