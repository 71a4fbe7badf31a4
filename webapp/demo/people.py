"""The demo country's accounts: one person in each organisation, and the well-known ones."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy.orm import Session

from webapp.core.accounts.models import Account
from webapp.core.accounts.passwords import hash_password
from webapp.core.alphabet import plain_letters
from webapp.core.partners.models import Membership, OrganisationKind
from webapp.demo.clock import REGISTER_BEGAN
from webapp.demo.known import DEMO_ACCOUNTS, DEMO_PASSWORD
from webapp.demo.partners import Partner, Partners

_WORK = {
    OrganisationKind.VENUE: ("Asiakaspalvelu", "kohde.example"),
    OrganisationKind.DISTRIBUTOR: ("Palveluohjaaja", "jakaja.example"),
    OrganisationKind.COORDINATOR: ("Vastuuhenkilö", "alue.example"),
    OrganisationKind.NATIONAL_OFFICE: ("Neuvonta", "keskus.example"),
}

Staff: TypeAlias = Mapping[int, int]
"""Organisation's id → the account that works there."""


def hire_staff(session: Session, partners: Partners) -> Staff:
    """Insert accounts and memberships. All share one hash: deriving one takes as long as a sign-in."""
    password_hash = hash_password(DEMO_PASSWORD)
    ordinary = {one.id: _ordinary(one, password_hash) for one in partners.everyone}
    known = {
        key: Account(email=one.email, name=one.name, password_hash=password_hash, created_at=REGISTER_BEGAN)
        for key, one in DEMO_ACCOUNTS.items()
    }
    session.add_all([*known.values(), *ordinary.values()])
    session.flush()
    staff = {organisation_id: account.id for organisation_id, account in ordinary.items()}
    session.add_all(_membership(account_id, one) for one, account_id in staff.items())
    for key, demo_account in DEMO_ACCOUNTS.items():
        organisations = [partners.named(name).id for name in demo_account.organisations]
        session.add_all(_membership(known[key].id, organisation) for organisation in organisations)
        if len(organisations) == 1:
            staff[organisations[0]] = known[key].id
    session.flush()
    return staff


def _ordinary(partner: Partner, password_hash: str) -> Account:
    name, domain = _WORK[OrganisationKind(partner.organisation.kind)]
    email = f"{_before_at(partner.organisation.name['fi'])}@{domain}"
    return Account(email=email, name=name, password_hash=password_hash, created_at=REGISTER_BEGAN)


def _before_at(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain_letters(name)).strip("-")


def _membership(account_id: int, organisation_id: int) -> Membership:
    return Membership(
        account_id=account_id, organisation_id=organisation_id, is_contact_person=True, since=REGISTER_BEGAN
    )
