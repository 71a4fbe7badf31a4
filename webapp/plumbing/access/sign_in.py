"""Who is here: staff by a signed session cookie, a counter's device or a cardholder by their phone's own."""

from dataclasses import dataclass
from typing import Final

from flask import Response, g, request, session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.models import Account
from webapp.core.cards.queries import CardInHand
from webapp.core.devices.queries import actor_of_device
from webapp.core.omakaiku.phones.actions import note_use
from webapp.core.omakaiku.phones.queries import card_on_phone, was_used_today
from webapp.core.partners.queries import actor_of
from webapp.plumbing.access.this_device import current_device
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.cookies import drop_secret, keep_secret, secret_in
from webapp.plumbing.http.transaction import register, sessions, write_at_once

_CARD_COOKIE: Final = "card"
_SEES_ONLY: Final = frozenset({"GET", "HEAD"})


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
    """The acting member of staff or counter's device, proved against the register once a request."""
    if "actor" not in g:
        g.actor = _find_actor()
    actor: Actor | None = g.actor
    return actor


def _find_actor() -> Actor | None:
    found = signed_in_account()
    if found is None:
        return _device_alone()
    if found.organisation_id is None:
        return None  # somebody has signed in and has yet to choose a place: not the device's business
    return _proved(found, found.organisation_id) or _device_alone()


def _device_alone() -> Actor | None:
    device = current_device()
    return actor_of_device(device) if device else None


def _proved(found: SignedInAccount, organisation_id: int) -> Actor | None:
    return actor_of(
        register(),
        account_id=found.account_id,
        sign_in_version=found.sign_in_version,
        organisation_id=organisation_id,
    )


def phone_token() -> str | None:
    """The secret of the cardholder's phone, if it carries a card."""
    return secret_in(_CARD_COOKIE)


def current_holder_card() -> CardInHand | None:
    """The card on the phone that asks."""
    if "holder_card" not in g:
        token = phone_token()
        if token and request.method in _SEES_ONLY:
            _note_use(token)
        g.holder_card = card_on_phone(register(), token, now=current_time()) if token else None
    card: CardInHand | None = g.holder_card
    return card


def _note_use(token: str) -> None:
    # Once a day, and over before this request's own transaction reads: SQLite lets no reader turn writer.
    now = current_time()
    with sessions()() as reading:
        if was_used_today(reading, token, now=now):
            return
    write_at_once(lambda session: note_use(session, token, now=now))


def keep_phone_token(response: Response, token: str) -> Response:
    """Let the phone keep its card."""
    return keep_secret(response, _CARD_COOKIE, token)


def drop_phone_token(response: Response) -> Response:
    """Take the card off the phone."""
    return drop_secret(response, _CARD_COOKIE)
