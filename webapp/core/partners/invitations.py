"""Invite people, list and withdraw what is open, accept. One is open for an address and an organisation.

Nothing here tells whether an address has an account: who has one signs in with it and comes back, who has
none makes it, and until they sign in both have been told the same.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from webapp.core.accounts.actions import make_account, tidy_email
from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.models import Account
from webapp.core.accounts.passwords import hash_password
from webapp.core.audit.actions import record_event
from webapp.core.calendar import is_between
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.identifiers import digest, new_id
from webapp.core.partners.along import must_be_along
from webapp.core.partners.events import InvitationAccepted, InvitationWithdrawn, PersonInvited
from webapp.core.partners.models import Invitation, Membership, Organisation
from webapp.core.partners.queries import actor_of, looks_after, managed_organisation
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

    One that was open for the same address is withdrawn: only the latest link works.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: NOT_ALONG or ALREADY_MEMBER.
    """
    organisation = managed_organisation(session, actor, organisation_id, lock=True)
    must_be_along(organisation)
    email = tidy_email(invited.email)
    if _works_in(session, email=email, organisation_id=organisation.id):
        raise RefusedError(PartnerRefusal.ALREADY_MEMBER, "email")
    before = select(Invitation).where(
        *_IS_UNUSED, Invitation.organisation_id == organisation.id, Invitation.email == email
    )
    for one in session.scalars(before):
        _withdraw(session, actor, one, now=now)
    session.flush()
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
    session.flush()
    record_act(session, actor, PersonInvited(invitation.id, organisation.id), now=now)
    return NewInvitation(invitation, secret)


def is_expected(session: Session, organisation_id: int, *, email: str, now: datetime) -> bool:
    """Whether somebody of this address works in an organisation, or could come by an open invitation."""
    tidy = tidy_email(email)
    open_one = select(Invitation.id).where(
        *_IS_UNUSED,
        Invitation.organisation_id == organisation_id,
        Invitation.email == tidy,
        Invitation.expires_at > now,
    )
    is_invited = session.scalar(open_one.limit(1)) is not None
    return is_invited or _works_in(session, email=tidy, organisation_id=organisation_id)


def open_invitations(
    session: Session, actor: Actor, organisation_id: int, *, now: datetime
) -> Sequence[Invitation]:
    """Those that can still be accepted, of an organisation the actor looks after; the latest first.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    managed_organisation(session, actor, organisation_id)
    statement = (
        select(Invitation)
        .options(joinedload(Invitation.inviter))
        .where(*_IS_UNUSED, Invitation.organisation_id == organisation_id, Invitation.expires_at > now)
        .order_by(Invitation.made_at.desc(), Invitation.id)
    )
    return [one for one in session.scalars(statement) if _inviter_still_may(session, one)]


def invitation_to_withdraw(
    session: Session, actor: Actor, organisation_id: int, *, invitation_id: uuid.UUID
) -> Invitation:
    """One of an organisation the actor looks after, that nobody has used.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    managed_organisation(session, actor, organisation_id)
    found = session.get(Invitation, invitation_id, with_for_update=True, populate_existing=True)
    if found is None or found.organisation_id != organisation_id or not found.is_unused:
        raise NotFoundError
    return found


def withdraw_invitation(
    session: Session, actor: Actor, organisation_id: int, *, invitation_id: uuid.UUID, now: datetime
) -> None:
    """Let an invitation be good for nothing any more.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    found = invitation_to_withdraw(session, actor, organisation_id, invitation_id=invitation_id)
    _withdraw(session, actor, found, now=now)


def withdraw_void_invitations(session: Session, actor: Actor, account_id: int, *, now: datetime) -> None:
    """After a person has lost a role: what they could no longer invite to is withdrawn for good."""
    statement = select(Invitation).where(*_IS_UNUSED, Invitation.made_by == account_id)
    for one in session.scalars(statement):
        if not _inviter_still_may(session, one):
            _withdraw(session, actor, one, now=now)


def open_invitation(session: Session, secret: str, *, now: datetime, lock: bool = False) -> Invitation:
    """The invitation of a secret: unused, in time, and of somebody who could still make it.

    Raises:
        RefusedError: INVITATION_INVALID.
    """
    statement = select(Invitation).where(Invitation.secret_digest == digest(tidy_secret(secret)))
    found = session.scalar(statement.with_for_update() if lock else statement)
    return _seen_to_be_open(session, found, now=now, field="secret")


def make_account_to_join(
    session: Session, secret: str, *, name: str, password: str, now: datetime
) -> uuid.UUID:
    """Make the invited person's account and let them join; gives the invitation's id.

    Who has an account by this address keeps it as it is and joins after signing in with it: neither the
    answer nor its time tells that.

    Raises:
        RefusedError: INVITATION_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG or PASSWORD_COMMON.
    """
    invitation = open_invitation(session, secret, now=now, lock=True)
    known = session.scalar(select(Account.id).where(Account.email == invitation.email))
    if known is not None:
        hash_password(password, known_words=(name, *invitation.email.replace("@", ".").split(".")))
    else:
        account = make_account(session, email=invitation.email, name=name, password=password, now=now)
        _join(session, account, invitation, now=now)
    return invitation.id


def invitation_of(
    session: Session, account_id: int, invitation_id: uuid.UUID, *, now: datetime, lock: bool = False
) -> Invitation:
    """An open invitation that was made for the address of this account.

    Raises:
        RefusedError: INVITATION_INVALID.
    """
    account = session.get_one(Account, account_id)
    found = session.get(Invitation, invitation_id, with_for_update=lock, populate_existing=True)
    is_theirs = found is not None and found.email == account.email
    return _seen_to_be_open(session, found if is_theirs else None, now=now)


def has_joined_by(session: Session, account_id: int, invitation_id: uuid.UUID) -> bool:
    """Whether an invitation has brought this person where they work, as who has made their account by it."""
    statement = (
        select(func.count())
        .select_from(Invitation)
        .join(Membership, Membership.organisation_id == Invitation.organisation_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Invitation.id == invitation_id, Invitation.email == Account.email,
            Invitation.used_at.is_not(None), Account.id == account_id,
        )
    )  # fmt: skip
    return bool(session.scalar(statement))


def accept_invitation(
    session: Session, account_id: int, invitation_id: uuid.UUID, *, now: datetime
) -> Membership:
    """Let a person who is signed in join an organisation.

    Raises:
        RefusedError: INVITATION_INVALID or ALREADY_MEMBER.
    """
    invitation = invitation_of(session, account_id, invitation_id, now=now, lock=True)
    if session.get(Membership, (account_id, invitation.organisation_id)) is not None:
        raise RefusedError(PartnerRefusal.ALREADY_MEMBER)
    return _join(session, session.get_one(Account, account_id), invitation, now=now)


def _join(session: Session, account: Account, invitation: Invitation, *, now: datetime) -> Membership:
    membership = Membership(
        account=account,
        organisation_id=invitation.organisation_id,
        is_contact_person=invitation.as_contact_person,
        since=now,
    )
    session.add(membership)
    invitation.used_at = now
    session.flush()
    accepted = InvitationAccepted(invitation.id, invitation.organisation_id)
    record_event(session, accepted, now=now, account_id=account.id)
    return membership


_IS_UNUSED: Final = (Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))


def _seen_to_be_open(
    session: Session, found: Invitation | None, *, now: datetime, field: str = ""
) -> Invitation:
    is_open = found is not None and found.is_unused and is_between(found.made_at, found.expires_at, now)
    if found is None or not is_open or not _inviter_still_may(session, found):
        raise RefusedError(PartnerRefusal.INVITATION_INVALID, field)
    return found


def _inviter_still_may(session: Session, invitation: Invitation) -> bool:
    """Whether who made it could make it now, in any of their roles."""
    organisation = session.get_one(Organisation, invitation.organisation_id)
    if not organisation.is_active:
        return False
    roles = select(Membership.organisation_id).where(Membership.account_id == invitation.made_by)
    actors = (
        actor_of(session, account_id=invitation.made_by, organisation_id=one)
        for one in session.scalars(roles)
    )
    return any(actor is not None and looks_after(actor, organisation) for actor in actors)


def _withdraw(session: Session, actor: Actor, invitation: Invitation, *, now: datetime) -> None:
    invitation.withdrawn_at = now
    withdrawn = InvitationWithdrawn(invitation.id, invitation.organisation_id)
    record_act(session, actor, withdrawn, now=now)


def _works_in(session: Session, *, email: str, organisation_id: int) -> bool:
    statement = (
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Account.email == email, Membership.organisation_id == organisation_id)
    )
    return session.scalar(statement) is not None
