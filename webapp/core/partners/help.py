"""Help with signing in, by who looks after a person: a link, lost factors removed, sessions ended."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.resets.actions import LINK_OF_STAFF_LASTS, remove_factors
from webapp.core.accounts.resets.events import FactorsRemovedFor, PasswordLinkSentFor, SignedOutFor
from webapp.core.accounts.resets.reasons import ResetRefusal
from webapp.core.accounts.sessions import end_every_session
from webapp.core.errors import NotFoundError, OtherSideError, RefusedError
from webapp.core.mails.actions import NewMail, put_into_outbox
from webapp.core.mails.models import MailKind
from webapp.core.partners.models import Membership, Organisation
from webapp.core.partners.queries import managed_organisation


def person_to_help(session: Session, actor: Actor, organisation_id: int, *, account_id: int) -> Membership:
    """Somebody else of an organisation whose people the actor looks after.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such person for the actor; oneself is none, and has the page of factors.
    """
    managed_organisation(session, actor, organisation_id)
    membership = session.get(Membership, (account_id, organisation_id))
    if membership is None or account_id == actor.account_id:
        raise NotFoundError
    return membership


def person_without_factors(
    session: Session, actor: Actor, organisation_id: int, *, account_id: int
) -> Membership:
    """The same, for who also looks after every other place where the person works.

    A contact person of one counter opens no door of the national office.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such person for the actor.
        RefusedError: WORKS_ELSEWHERE.
    """
    membership = person_to_help(session, actor, organisation_id, account_id=account_id)
    places = (
        select(Membership.organisation_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.account_id == account_id, Organisation.is_active)
    )
    for place in session.scalars(places):
        try:
            managed_organisation(session, actor, place)
        except (NotFoundError, OtherSideError):
            raise RefusedError(ResetRefusal.WORKS_ELSEWHERE) from None
    return membership


def send_password_link(
    session: Session, actor: Actor, membership: Membership, *, language: str, now: datetime
) -> None:
    """Let a link to a new password be sent to the address that the register has; the actor never sees it."""
    mail = NewMail(
        MailKind.PASSWORD_LINK_BY_STAFF,
        membership.account.email,
        language,
        {"organisation": actor.organisation.name.text_in(language)},
        now + LINK_OF_STAFF_LASTS,
    )
    put_into_outbox(session, mail, now=now)
    record_act(session, actor, PasswordLinkSentFor(membership.account_id), now=now)


def remove_lost_factors(
    session: Session, actor: Actor, membership: Membership, *, language: str, now: datetime
) -> None:
    """Take all second factors of somebody who has lost theirs, and tell them; they set one up anew."""
    remove_factors(session, membership.account_id)
    facts = {"organisation": actor.organisation.name.text_in(language)}
    mail = NewMail(MailKind.FACTORS_REMOVED, membership.account.email, language, facts)
    put_into_outbox(session, mail, now=now)
    record_act(session, actor, FactorsRemovedFor(membership.account_id), now=now)


def sign_person_out(session: Session, actor: Actor, membership: Membership, *, now: datetime) -> None:
    """End every session of somebody on whose account another may be; they sign in again as before."""
    end_every_session(session, membership.account_id)
    record_act(session, actor, SignedOutFor(membership.account_id), now=now)
