"""Let people go: who may, and that the last one with a right stays."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.partners.events import PersonRemoved
from webapp.core.partners.invitations import withdraw_void_invitations
from webapp.core.partners.models import Membership, OrganisationKind
from webapp.core.partners.queries import managed_organisation
from webapp.core.partners.reasons import PartnerRefusal


def remove_person(
    session: Session, actor: Actor, organisation_id: int, *, account_id: int, now: datetime
) -> None:
    """Take a person's role in an organisation away, and with it what they have invited others to.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: LAST_CONTACT_PERSON.
    """
    found = person_to_remove(session, actor, organisation_id, account_id=account_id, lock=True)
    session.delete(found)
    session.flush()
    record_act(session, actor, PersonRemoved(account_id, organisation_id), now=now)
    withdraw_void_invitations(session, actor, account_id, now=now)


def person_to_remove(
    session: Session, actor: Actor, organisation_id: int, *, account_id: int, lock: bool = False
) -> Membership:
    """Somebody whose role in an organisation the actor may take away.

    The last contact person of the national office is nobody's to: nobody is above it who names another one.

    With `lock`, changes of its people happen in turn: of two who remove each other, one stays.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: LAST_CONTACT_PERSON.
    """
    organisation = managed_organisation(session, actor, organisation_id, lock=lock)
    found = session.get(Membership, (account_id, organisation_id), populate_existing=True)
    if found is None:
        raise NotFoundError
    is_on_top = organisation.kind == OrganisationKind.NATIONAL_OFFICE
    if is_on_top and leaves_nobody(session, found):
        raise RefusedError(PartnerRefusal.LAST_CONTACT_PERSON)
    return found


def leaves_nobody(session: Session, member: Membership) -> bool:
    """Whether an organisation has no contact person when this one goes."""
    return member.is_contact_person and _contact_persons(session, member.organisation_id) == 1


def _contact_persons(session: Session, organisation_id: int) -> int:
    statement = (
        select(func.count())
        .select_from(Membership)
        .where(Membership.organisation_id == organisation_id, Membership.is_contact_person)
    )
    return session.scalar(statement) or 0
