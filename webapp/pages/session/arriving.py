"""Where a sign-in leads: to the second factor, to the choice of a role, or to the work of the only one."""

from typing import Final

from flask import Response, make_response, redirect, session, url_for
from flask.typing import ResponseReturnValue

from webapp.core.accounts.browsers import new_browser_token, note_browser
from webapp.core.accounts.factors.sign_in import begin_sign_in, needs_factor
from webapp.core.accounts.models import Proof
from webapp.core.accounts.roles import Role
from webapp.core.mails.models import MailKind
from webapp.core.partners.queries import role_choices
from webapp.plumbing.access.sign_in import open_session
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.addresses import next_address, wanted_address
from webapp.plumbing.http.browsers import browser_kind
from webapp.plumbing.http.cookies import BROWSER_COOKIE, keep_secret, secret_in
from webapp.plumbing.http.transaction import db
from webapp.plumbing.mail.telling import tell
from webapp.plumbing.words.language import current_language

HOME: Final = {
    Role.VENUE: "venue.counter",
    Role.DISTRIBUTOR: "distribution_desk.start",
    Role.COORDINATOR: "coordination.network",
    Role.NATIONAL_OFFICE: "administration.country",
}
BEGUN: Final = "begun"
"""Of the cookie: the token of a sign-in that waits for the second factor."""


def enter(account_id: int, organisation_id: int | None = None) -> ResponseReturnValue:
    """After the right password: who has a second factor shows it first."""
    if not needs_factor(db(), account_id):
        return arrive(account_id, organisation_id, Proof.PASSWORD)
    session[BEGUN] = begin_sign_in(db(), account_id, organisation_id, now=current_time())
    return redirect(url_for("second_factor.code", next=wanted_address() or None), 303)


def arrive(account_id: int, organisation_id: int | None, proof: Proof) -> ResponseReturnValue:
    """Open a session; a person with one role has it at once, another chooses."""
    answer = make_response(_opened(account_id, organisation_id, proof))
    return _known_from_now_on(answer, account_id, proof)


def _opened(account_id: int, organisation_id: int | None, proof: Proof) -> ResponseReturnValue:
    choices = role_choices(db(), account_id, language=current_language())
    chosen = [one for one in choices if one.organisation_id == organisation_id] or choices
    if len(chosen) != 1:
        open_session(account_id, None, proof)
        if not choices and wanted_address():  # who works nowhere may have been invited
            return redirect(wanted_address(), 303)
        return redirect(url_for("session.choose_role", next=wanted_address() or None), 303)
    open_session(account_id, chosen[0].organisation_id, proof)
    return redirect(next_address(HOME[chosen[0].role]), 303)


def _known_from_now_on(answer: Response, account_id: int, proof: Proof) -> Response:
    """Who signs in on a browser for the first time hears of it by mail, in case it was somebody else."""
    if proof is Proof.ONE_CLICK:
        return answer
    token = secret_in(BROWSER_COOKIE) or new_browser_token()
    if note_browser(db(), account_id, token, now=current_time()):
        tell(account_id, MailKind.NEW_SIGN_IN, browser=browser_kind())
    return keep_secret(answer, BROWSER_COOKIE, token)
