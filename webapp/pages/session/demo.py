"""One click for each role. Registered in the demo only; a production start refuses demo mode."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, select

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Account, Proof
from webapp.core.accounts.roles import Permission, Role
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.errors import NotFoundError
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.phones.actions import make_pairing, pair_phone
from webapp.core.omakaiku.phones.models import HolderPhone
from webapp.core.partners.models import Membership
from webapp.core.partners.queries import RoleChoice, actor_of, role_choices
from webapp.pages.session.arriving import arrive
from webapp.plumbing.access.gate import public, requires
from webapp.plumbing.access.sign_in import add_card, current_holder_card, take_proof
from webapp.plumbing.access.staff import person
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import next_address
from webapp.plumbing.http.transaction import db
from webapp.plumbing.words.language import current_language

blueprint: Final = Blueprint("demo", __name__)
ONLY_IN_DEMO: Final = True
_DOMAIN: Final = "@demo.example"
_HOLDERS_CODE: Final = "A999123453"
_ORDER: Final = (Role.VENUE, Role.DISTRIBUTOR, Role.COORDINATOR, Role.NATIONAL_OFFICE)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo country: the word that signs them in, and where they work."""

    key: str
    roles: Sequence[RoleChoice]


@blueprint.app_context_processor
def _demo_context() -> dict[str, Callable[[], list[DemoPerson]]]:
    return {"demo_people": demo_people}  # called by the sign-in page only: no other page pays for the query


def demo_people() -> list[DemoPerson]:
    """The demo country's people in the order of their roles, those with several roles last."""
    accounts = db().scalars(select(Account).where(Account.email.endswith(_DOMAIN)).order_by(Account.id))
    people = [_person(one, current_language()) for one in accounts]
    return sorted((one for one in people if one.roles), key=_order_in_list)


def _person(account: Account, language: str) -> DemoPerson:
    key = account.email.removesuffix(_DOMAIN)
    return DemoPerson(key, role_choices(db(), account.id, language=language))


def _order_in_list(person: DemoPerson) -> tuple[int, int]:
    return len(person.roles), _ORDER.index(person.roles[0].role)


@blueprint.post("/kirjaudu/demo")
@public
def sign_in() -> ResponseReturnValue:
    """Sign in as one of the demo country's people, or hold its best-known card."""
    role = request.form.get("role", "")
    if role == Role.CARDHOLDER:
        return _hold_card()
    account = db().scalar(select(Account).where(Account.email == role + _DOMAIN))
    if account is None:
        raise NotFoundError
    return arrive(account.id, None, Proof.ONE_CLICK)


@blueprint.post("/vahvista/demo")
@requires(Permission.HAVE_ACCOUNT)
def prove() -> ResponseReturnValue:
    """Prove with one click who one is: nobody here knows a password."""
    take_proof(person(), Proof.ONE_CLICK)
    return redirect(next_address("session.account"), 303)


def _hold_card() -> ResponseReturnValue:
    """Put the demo card on this phone, as its distributor and its holder would together."""
    answer = make_response(redirect(url_for("omakaiku.card"), 303))
    if current_holder_card():
        return answer
    code = db().get(RegisteredCode, _HOLDERS_CODE)
    if code is None or code.card is None:
        raise NotFoundError
    _unpair_oldest(code)
    pairing = make_pairing(db(), _distributor_of(code), code.card.id, now=current_time())
    return add_card(answer, pair_phone(db(), pairing.secret, now=current_time()))


def _unpair_oldest(code: RegisteredCode) -> None:
    """Many people try the same card here: the phones paired longest ago are removed."""
    newest = (
        select(HolderPhone.id).where(HolderPhone.code == code.code).order_by(HolderPhone.paired_at.desc())
    )
    kept = db().scalars(newest.limit(SERVICE.most_phones - 1)).all()
    db().execute(delete(HolderPhone).where(HolderPhone.code == code.code, HolderPhone.id.not_in(kept)))


def _distributor_of(code: RegisteredCode) -> Actor:
    statement = (
        select(Account, Membership.organisation_id)
        .join(Membership, Membership.account_id == Account.id)
        .join(Card, Card.distributor_id == Membership.organisation_id)
        .where(Card.id == code.card_id)
    )
    account, organisation_id = db().execute(statement.limit(1)).one()
    actor = actor_of(
        db(),
        account_id=account.id,
        organisation_id=organisation_id,
    )
    if actor is None:
        raise NotFoundError
    return actor
