"""The last valid day of a card that is issued or renewed today; or why there can be none."""

from datetime import date

from webapp.core.cards.actions import renewal_today, validity_today
from webapp.core.cards.models import Card
from webapp.core.cards.renewals import CountedFrom, Renewal, early_renewal_begins
from webapp.core.commitments.held import must_be_committed
from webapp.core.errors import RefusedError
from webapp.core.networks.mixed import MixedNetwork, mixed_network
from webapp.core.partners.approvals import refuse_unless_approved
from webapp.plumbing.access.staff import staff
from webapp.plumbing.clock import today
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.language import current_language
from webapp.plumbing.words.texts import sentence


def validity_or_obstacle() -> tuple[date | None, str]:
    """The day, or the sentence shown instead before anything is filled in."""
    try:
        return validity_today(db(), staff(), today()), ""
    except RefusedError as refused:
        return None, sentence(refused)


def issuing_obstacle() -> str:
    """Why this office gives out no cards at all, if so."""
    try:
        refuse_unless_approved(db(), staff())
        must_be_committed(db(), staff().organisation.id, today())
    except RefusedError as refused:
        return sentence(refused)
    return ""


def renewal_or_obstacle(card: Card) -> tuple[Renewal | None, str]:
    """What renewing the card today would do, or the sentence shown instead."""
    try:
        return renewal_today(db(), staff(), card, today=today()), ""
    except RefusedError as refused:
        return None, sentence(refused)


def waiting_helps_from(card: Card, renewal: Renewal | None) -> date | None:
    """The day from which a renewal costs no days, where today it is too early for that."""
    is_too_early = renewal is not None and renewal.counted_from in {
        CountedFrom.TODAY,
        CountedFrom.OLD_DAY_STAYS,
    }
    begins = early_renewal_begins(card.valid_until)
    return begins if is_too_early and today() < begins else None


def mixed_network_here() -> MixedNetwork | None:
    """What the distributor has to know where its network has more than one answer."""
    return mixed_network(
        db(),
        network_id=staff().network_id,
        municipality_code=staff().organisation.municipality_code,
        language=current_language(),
    )
