"""How one reaches a distributor or a venue as a place, never a person: written by it or its coordinator."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission, may
from webapp.core.errors import NotAllowedError, RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.languages import UNSAID, LocalisedText
from webapp.core.networks.websites import check_website
from webapp.core.partners.events import ContactsWritten
from webapp.core.partners.models import Organisation, OrganisationContacts, SpokenLanguage
from webapp.core.partners.queries import looked_after_partner
from webapp.core.partners.reasons import PartnerRefusal

LONGEST_CONTACT: Final = 200
LONGEST_PHONE: Final = 30
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()\-]{4,}")
FEWEST_DIGITS: Final = 5
_EMAIL: Final = re.compile(r"[\w.!*+=~'-]+@[\w-]+(\.[\w-]+)+")
"""Letters of any language, and no mark by which a link to write would carry more than the address."""


@dataclass(frozen=True, slots=True)
class NewContacts:
    """What is to be said; all of it may be left out."""

    phone: str = ""
    email: str = ""
    address: str = ""
    hours: LocalisedText = UNSAID
    languages: frozenset[SpokenLanguage] = frozenset()
    website: str = ""
    """Of a distributor: a venue's stands with what it says of itself."""
    bring: LocalisedText = UNSAID
    """What a distributor's client should have along."""


def writes_contacts(actor: Actor) -> bool:
    """Whether how the organisation is reached is this actor's to say: a venue's people say all of it."""
    is_distributors = actor.is_contact_person and may(actor.role, Permission.ISSUE_CARDS)
    return is_distributors or may(actor.role, Permission.PLAN_OFFERS)


def own_contacts(session: Session, actor: Actor) -> OrganisationContacts | None:
    """How the actor's organisation is reached, or None where it has not said.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    if not writes_contacts(actor):
        raise NotAllowedError
    return session.get(OrganisationContacts, actor.organisation.id)


def contacts_of(session: Session, organisation: Organisation) -> OrganisationContacts | None:
    """How an organisation is reached, or None where it has not said; public knowledge."""
    return session.get(OrganisationContacts, organisation.id)


def contacts_in_network(session: Session, network_id: int) -> Mapping[int, OrganisationContacts]:
    """How the organisations of a network are reached, by their ids; public knowledge."""
    statement = (
        select(OrganisationContacts)
        .join(Organisation, Organisation.id == OrganisationContacts.organisation_id)
        .where(Organisation.network_id == network_id)
    )
    return {one.organisation_id: one for one in session.scalars(statement)}


def write_contacts(session: Session, actor: Actor, new: NewContacts, *, now: datetime) -> None:
    """Say how the actor's organisation is reached; saying the same again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: CONTACT_TOO_LONG, TEXT_IDENTITY_CODE, PHONE_UNREADABLE, EMAIL_UNREADABLE,
            WEBSITE_TOO_LONG or WEBSITE_UNREADABLE.
    """
    if not writes_contacts(actor):
        raise NotAllowedError
    _write(session, actor, actor.organisation.id, new=new, now=now)


def write_partner_contacts(
    session: Session, actor: Actor, partner_id: int, *, new: NewContacts, now: datetime
) -> None:
    """Say how a partner that the actor looks after is reached; saying the same again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: CONTACT_TOO_LONG, TEXT_IDENTITY_CODE, PHONE_UNREADABLE, EMAIL_UNREADABLE,
            WEBSITE_TOO_LONG or WEBSITE_UNREADABLE.
    """
    _write(session, actor, looked_after_partner(session, actor, partner_id).id, new=new, now=now)


def _write(session: Session, actor: Actor, organisation_id: int, *, new: NewContacts, now: datetime) -> None:
    said: dict[str, LocalisedText | str] = {
        "phone": check_phone(new.phone),
        "email": check_email(new.email),
        "address": check_line(new.address, "address"),
        "hours": _lines(new.hours, "hours"),
        "languages": " ".join(one for one in SpokenLanguage if one in new.languages),
        "website": check_website(new.website),
        "bring": _lines(new.bring, "bring"),
    }
    session.get_one(Organisation, organisation_id, with_for_update=True)  # two people may write at once
    contacts = session.get(OrganisationContacts, organisation_id)
    if contacts is not None and all(getattr(contacts, name) == text for name, text in said.items()):
        return
    if contacts is None:
        contacts = OrganisationContacts(organisation_id=organisation_id)
        session.add(contacts)
    for name, text in said.items():
        setattr(contacts, name, text)
    contacts.updated_by, contacts.updated_at = actor.account_id, now
    session.flush()
    record_act(session, actor, ContactsWritten(organisation_id), now=now)


def _lines(texts: LocalisedText, what: str) -> LocalisedText:
    return LocalisedText({code: check_line(text, f"{what}_{code}") for code, text in texts.items()})


def check_line(typed: str, field: str) -> str:
    """A line of text as it is kept.

    Raises:
        RefusedError: CONTACT_TOO_LONG or TEXT_IDENTITY_CODE.
    """
    text = _line(typed, field)
    refuse_details(text, field, Writer.OFFICE)
    return text


def _line(typed: str, field: str, most: int = LONGEST_CONTACT) -> str:
    text = " ".join(typed.split())
    if len(text) > most:
        raise RefusedError(PartnerRefusal.CONTACT_TOO_LONG, field, most=most)
    return text


def check_phone(typed: str, field: str = "phone") -> str:
    """A phone number as it is kept.

    Raises:
        RefusedError: CONTACT_TOO_LONG or PHONE_UNREADABLE.
    """
    phone = _line(typed, field, LONGEST_PHONE)
    digits = sum(character.isdigit() for character in phone)
    if phone and (not _PHONE.fullmatch(phone) or digits < FEWEST_DIGITS):
        raise RefusedError(PartnerRefusal.PHONE_UNREADABLE, field)
    return phone


def check_email(typed: str, field: str = "email") -> str:
    """An e-mail address as it is kept.

    Raises:
        RefusedError: CONTACT_TOO_LONG or EMAIL_UNREADABLE.
    """
    email = _line(typed, field)
    if email and not _EMAIL.fullmatch(email):
        raise RefusedError(PartnerRefusal.EMAIL_UNREADABLE, field)
    return email
