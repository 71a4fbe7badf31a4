"""Who is here: staff by a signed session cookie, a cardholder by their phone's own cookie."""

from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, current_app, g, request, session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Account
from webapp.core.cards.queries import CardInHand
from webapp.core.omakaiku.queries import card_on_phone
from webapp.core.partners.queries import actor_of
from webapp.plumbing.clock import current_time
from webapp.plumbing.transaction import register

_PHONE_COOKIE_DAYS: Final = 400  # browsers keep no cookie longer; each showing renews it
_DAY_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class SignedInAccount:
    """What the staff cookie says: a person, and the place they chose, if they have."""

    account_id: int
    sign_in_version: int
    organisation_id: int | None


def open_session(account: Account) -> None:
    """Start a session for a person; they have no role until they choose a place."""
    session.clear()  # a new session has a new CSRF token: nothing planted before the sign-in survives it
    session.permanent = True
    session["account"] = account.id
    session["version"] = account.sign_in_version


def choose_place(organisation_id: int) -> None:
    """Work for this organisation from now on."""
    session["organisation"] = organisation_id
    g.pop("actor", None)


def close_session() -> None:
    """Sign the member of staff out."""
    session.clear()
    g.pop("actor", None)


def signed_in_account() -> SignedInAccount | None:
    """What the cookie says, unproved; current_actor proves it."""
    if "account" not in session:
        return None
    return SignedInAccount(session["account"], session["version"], session.get("organisation"))


def current_actor() -> Actor | None:
    """The acting member of staff, proved against the register once a request."""
    if "actor" not in g:
        g.actor = _find_actor()
    actor: Actor | None = g.actor
    return actor


def _find_actor() -> Actor | None:
    found = signed_in_account()
    if found is None or found.organisation_id is None:
        return None
    return actor_of(
        register(),
        account_id=found.account_id,
        sign_in_version=found.sign_in_version,
        organisation_id=found.organisation_id,
    )


def phone_cookie_name(app: Flask) -> str:
    """The cardholder's cookie; `__Host-` ties it to this host over HTTPS."""
    return "__Host-card" if app.config["SESSION_COOKIE_SECURE"] else "card"


def phone_token() -> str | None:
    """The secret of the cardholder's phone, if it carries a card."""
    return request.cookies.get(phone_cookie_name(current_app))


def current_holder_card() -> CardInHand | None:
    """The card on the phone that asks."""
    if "holder_card" not in g:
        token = phone_token()
        g.holder_card = card_on_phone(register(), token, now=current_time()) if token else None
    card: CardInHand | None = g.holder_card
    return card


def keep_phone_token(response: Response, token: str) -> Response:
    """Let the phone keep its card."""
    response.set_cookie(
        phone_cookie_name(current_app),
        token,
        max_age=_PHONE_COOKIE_DAYS * _DAY_SECONDS,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def drop_phone_token(response: Response) -> Response:
    """Take the card off the phone."""
    response.delete_cookie(
        phone_cookie_name(current_app),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
