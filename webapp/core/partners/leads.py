"""Which coordinating office leads a network, and until when: the national office settles it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.errors import RefusedError
from webapp.core.networks.models import Network
from webapp.core.partners.events import LeadSettled
from webapp.core.partners.models import NetworkLead, Organisation, OrganisationKind
from webapp.core.partners.queries import looked_after_network
from webapp.core.partners.reasons import PartnerRefusal


@dataclass(frozen=True, slots=True)
class NewLead:
    """The office that is to lead, and its last day of it, if that is settled."""

    organisation_id: int
    until: date | None = None


def lead_of(session: Session, network_id: int) -> NetworkLead | None:
    """Who leads a network, or None where that has not been settled."""
    return session.get(NetworkLead, network_id)


def settle_lead(
    session: Session, actor: Actor, network_id: int, *, new: NewLead, now: datetime
) -> NetworkLead:
    """Let an office of the network lead it; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: LEAD_UNKNOWN or LEAD_END_PAST.
    """
    actor.must(Permission.FOUND_NETWORKS)
    network = looked_after_network(session, actor, network_id)
    office = session.get(Organisation, new.organisation_id)
    if office is None or office.network_id != network.id or not _may_lead(office):
        raise RefusedError(PartnerRefusal.LEAD_UNKNOWN, "office")
    session.get_one(Network, network.id, with_for_update=True)  # two people may settle it at once
    lead = session.get(NetworkLead, network.id, populate_existing=True)
    if lead is not None and (lead.organisation_id, lead.until) == (office.id, new.until):
        return lead
    check_lead_end(new.until, today=day_in_finland(now))
    if lead is None:
        lead = NetworkLead(network_id=network.id)
        session.add(lead)
    lead.organisation_id, lead.until = office.id, new.until
    session.flush()
    session.refresh(lead)
    record_act(session, actor, LeadSettled(network.id, office.id), now=now)
    return lead


def check_lead_end(until: date | None, *, today: date) -> None:
    """A last day of leading is not past.

    Raises:
        RefusedError: LEAD_END_PAST.
    """
    if until is not None and until < today:
        raise RefusedError(PartnerRefusal.LEAD_END_PAST, "until")


def _may_lead(office: Organisation) -> bool:
    return office.kind == OrganisationKind.COORDINATOR and office.is_active
