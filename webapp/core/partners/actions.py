"""Invite people, let them in, let them go; open organisations."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actions import make_account, tidy_email
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.models import Account
from webapp.core.accounts.passwords import matches_password
from webapp.core.accounts.reasons import AccountRefusal
from webapp.core.audit.actions import record_event
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.identifiers import digest, new_id
from webapp.core.partners.events import InvitationAccepted, PersonInvited, PersonRemoved
from webapp.core.partners.models import Invitation, Membership
from webapp.core.partners.queries import managed_organisation
from webapp.core.partners.reasons import PartnerRefusal
from webapp.core.secret_codes import new_secret, tidy_secret

INVITATION_LASTS: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom to invite, and whether they may invite others."""

    email: str
    as_contact_person: bool = False


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation and its secret, which is known only now."""

    invitation: Invitation
    secret: str


def invite_person(
    session: Session, actor: Actor, organisation_id: int, *, invited: Invited, now: datetime
) -> NewInvitation:
    """Make a single-use invitation, good for seven days, to an organisation the actor looks after.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: ALREADY_MEMBER.
    """
    organisation = managed_organisation(session, actor, organisation_id)
    email = tidy_email(invited.email)
    if _works_in(session, email=email, organisation_id=organisation.id):
        raise RefusedError(PartnerRefusal.ALREADY_MEMBER, "email")
    secret = new_secret()
    invitation = Invitation(
        id=new_id(now),
        secret_digest=digest(secret),
        organisation_id=organisation.id,
        email=email,
        as_contact_person=invited.as_contact_person,
        made_by=actor.account_id,
        made_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    session.add(invitation)
    record_act(session, actor, PersonInvited(invitation.id, organisation.id), now=now)
    return NewInvitation(invitation, secret)


def _works_in(session: Session, *, email: str, organisation_id: int) -> bool:
    statement = (
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Account.email == email, Membership.organisation_id == organisation_id)
    )
    return session.scalar(statement) is not None


def open_invitation(session: Session, secret: str, *, now: datetime, lock: bool = False) -> Invitation:
    """The invitation of a secret that is unused and in time.

    Raises:
        RefusedError: INVITATION_INVALID.
    """
    statement = select(Invitation).where(Invitation.secret_digest == digest(tidy_secret(secret)))
    invitation = session.scalar(statement.with_for_update() if lock else statement)
    if invitation is None or invitation.used_at is not None or invitation.expires_at <= now:
        raise RefusedError(PartnerRefusal.INVITATION_INVALID, "secret")
    return invitation


def accept_invitation(
    session: Session, secret: str, *, name: str, password: str, now: datetime
) -> Membership:
    """Join an organisation. A person who has an account proves it with their password and keeps it.

    Raises:
        RefusedError: INVITATION_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_COMMON,
            SIGN_IN_FAILED or ALREADY_MEMBER.
    """
    invitation = open_invitation(session, secret, now=now, lock=True)
    account = session.scalar(select(Account).where(Account.email == invitation.email))
    if account is None:
        account = make_account(session, email=invitation.email, name=name, password=password, now=now)
    elif not matches_password(account.password_hash, password):
        raise RefusedError(AccountRefusal.SIGN_IN_FAILED, "password")
    if session.get(Membership, (account.id, invitation.organisation_id)) is not None:
        raise RefusedError(PartnerRefusal.ALREADY_MEMBER, "secret")
    membership = Membership(
        account=account,
        organisation_id=invitation.organisation_id,
        is_contact_person=invitation.as_contact_person,
        since=now,
    )
    session.add(membership)
    invitation.used_at = now
    session.flush()
    record_event(
        session, InvitationAccepted(invitation.id, invitation.organisation_id), now=now, account_id=account.id
    )
    return membership


def remove_person(
    session: Session, actor: Actor, organisation_id: int, *, account_id: int, now: datetime
) -> None:
    """Take a person's role in an organisation away. Its last contact person cannot remove themself.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: LAST_CONTACT_PERSON.
    """
    session.delete(person_to_remove(session, actor, organisation_id, account_id=account_id))
    record_act(session, actor, PersonRemoved(account_id, organisation_id), now=now)


def person_to_remove(session: Session, actor: Actor, organisation_id: int, *, account_id: int) -> Membership:
    """Somebody whose role in an organisation the actor may take away.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: LAST_CONTACT_PERSON.
    """
    managed_organisation(session, actor, organisation_id)
    membership = session.get(Membership, (account_id, organisation_id))
    if membership is None:
        raise NotFoundError
    if account_id == actor.account_id and _contact_persons(session, organisation_id) == 1:
        raise RefusedError(PartnerRefusal.LAST_CONTACT_PERSON)
    return membership


def _contact_persons(session: Session, organisation_id: int) -> int:
    statement = (
        select(func.count())
        .select_from(Membership)
        .where(Membership.organisation_id == organisation_id, Membership.is_contact_person)
    )
    return session.scalar(statement) or 0
