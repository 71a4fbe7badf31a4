"""The gate: every view carries a mark of who may open it, and a view without one stops create_app."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Final, TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException
from werkzeug.wrappers import Response

from webapp.core.accounts.roles import Permission, may
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.partners.desks import Desk
from webapp.plumbing.access.sign_in import (
    current_actor,
    current_holder_card,
    current_person,
    has_proved_lately,
    login_manager,
)
from webapp.plumbing.access.this_device import current_device
from webapp.plumbing.access.unsent import keep_what_was_sent, of_account, page_before
from webapp.plumbing.http.problems import problem
from webapp.plumbing.http.transaction import begin_writing

ViewT = TypeVar("ViewT", bound=Callable[..., object])
_MARK: Final = "_access"
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Access:
    """A view's mark.

    `reads_only`: also its POST takes no write lock, or takes it itself when it must. `asks_proof`: only
    for who has shown a short while ago who they are. `proves`: the view finds out who asks in the statement
    that answers, and calls let_in with what that gave. `before_factor`: also for who is signed in and acts
    for nobody, because they have yet to set up a second factor.
    """

    permission: Permission | None
    reads_only: bool = False
    asks_proof: bool = False
    proves: bool = False
    before_factor: bool = False


def public(view: ViewT) -> ViewT:
    """Anybody may open this view."""
    setattr(view, _MARK, Access(None))
    return view


def public_reading(view: ViewT) -> ViewT:
    """Anybody may open this view, and it never writes."""
    setattr(view, _MARK, Access(None, reads_only=True))
    return view


def requires(
    permission: Permission,
    *,
    reads_only: bool = False,
    asks_proof: bool = False,
    proves: bool = False,
    before_factor: bool = False,
) -> Callable[[ViewT], ViewT]:
    """Only a role that is granted this permission may open the view."""

    def mark(view: ViewT) -> ViewT:
        marked = _only_errors_to_those_let_in(view) if proves else view
        setattr(marked, _MARK, Access(permission, reads_only, asks_proof, proves, before_factor))
        return marked

    return mark


def access_of(app: Flask, endpoint: str) -> Access:
    """An endpoint's mark."""
    access: Access = getattr(app.view_functions[endpoint], _MARK)
    return access


def close_gate(app: Flask) -> None:
    """Check every view and stand before all of them; call after the last blueprint is registered.

    Raises:
        RuntimeError: a view has no mark.
    """
    unmarked = [name for name, view in app.view_functions.items() if not hasattr(view, _MARK)]
    if unmarked:
        message = f"views without an access mark: {', '.join(sorted(unmarked))}"
        raise RuntimeError(message)
    app.before_request(_guard)
    app.after_request(_see_that_it_was_proved)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # an unknown address; the error page follows
    access = access_of(current_app, request.endpoint)
    if request.method not in _SAFE_METHODS and not access.reads_only and not access.proves:
        begin_writing()
    if access.permission is None:
        return None
    if access.proves and request.method not in _SAFE_METHODS:
        g.unproved = access.permission
        return None
    if access.permission is Permission.SHOW_OWN_CARD:
        return None if current_holder_card() else redirect(url_for("omakaiku.card"))
    if access.before_factor and _owes_factor():
        return _ask_proof(access)
    return _guard_staff(access.permission) or _ask_proof(access)


def _owes_factor() -> bool:
    person = current_person()
    return person is not None and person.owes_factor


def _guard_staff(permission: Permission) -> Response | None:
    actor = current_actor()
    if actor is None:
        answer: Response = login_manager.unauthorized()
        return answer
    if not may(actor.role, permission):
        raise Forbidden
    return None


def _ask_proof(access: Access) -> Response | None:
    if not access.asks_proof or has_proved_lately():
        return None
    answer: Response = login_manager.needs_refresh()
    return answer


def _to_sign_in() -> Response:
    if request.blueprint == "api":
        return _nobody()
    endpoint = "factors.overview" if _owes_factor() else "session.sign_in"
    return redirect(url_for(endpoint, next=_where_to_go_on() or None))


def _to_proof() -> Response:
    return redirect(url_for("proof.prove", next=_where_to_go_on() or page_before() or None), 303)


def _where_to_go_on() -> str:
    """The page that was asked for; after a form the page on which it stands, to be filled in again."""
    if request.method == "POST":
        return keep_what_was_sent(of_account())
    return request.full_path.rstrip("?") if request.method == "GET" else ""


login_manager.unauthorized_handler(_to_sign_in)
login_manager.needs_refresh_handler(_to_proof)


def let_in(desk: Desk | None) -> Desk:
    """Stand before a view that proves by itself who asks.

    Raises:
        HTTPException: nobody is signed in (401).
        Forbidden: who is may not.
        NotFoundError: who asks may, but not there.
    """
    if desk is None:
        _refuse_strangers()
        raise NotFoundError
    permission = access_of(current_app, request.endpoint or "").permission
    if permission is None or not may(desk.actor.role, permission):
        raise Forbidden
    g.actor = desk.actor
    g.pop("unproved", None)
    return desk


def _only_errors_to_those_let_in(view: ViewT) -> ViewT:
    """Whoever may not make a request does not learn what else is wrong with it."""

    @wraps(view)
    def guarded(*arguments: object, **named: object) -> object:
        try:
            return view(*arguments, **named)
        except (HTTPException, RefusedError):
            if "unproved" in g:
                _refuse_strangers()
            raise

    return cast("ViewT", guarded)


def _refuse_strangers() -> None:
    refused = _guard_staff(g.unproved)
    if refused is not None:
        abort(refused)


def _see_that_it_was_proved(response: Response) -> Response:
    if "unproved" in g and response.status_code < BadRequest.code:
        message = f"{request.endpoint} has answered without proving who asks"
        raise RuntimeError(message)
    return response


def _nobody() -> Response:
    """401 for a page's script: a revoked device must forget its list, a signed-out one may come back."""
    device = current_device()
    is_revoked = device is not None and not device.is_live
    code = "revoked" if is_revoked else "signed_out"
    detail = gettext("Your session has ended. Sign in and go on where you were.")
    return problem(
        401, title=gettext("Sign in first"), detail=detail, code=code, error=code, reason="http_401"
    )
