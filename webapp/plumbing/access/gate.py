"""The gate: every view carries a mark of who may open it, and a view without one stops create_app."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, g, jsonify, redirect, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from webapp.core.accounts.roles import Permission, may
from webapp.plumbing.access.sign_in import (
    current_actor,
    current_holder_card,
    has_proved_lately,
    login_manager,
)
from webapp.plumbing.access.this_device import current_device
from webapp.plumbing.http.transaction import begin_writing

ViewT = TypeVar("ViewT", bound=Callable[..., object])
_MARK: Final = "_access"
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Access:
    """A view's mark.

    `reads_only`: also its POST takes no write lock, or takes it itself when it must. `asks_proof`: only
    for who has written their password a short while ago.
    """

    permission: Permission | None
    reads_only: bool = False
    asks_proof: bool = False


def public(view: ViewT) -> ViewT:
    """Anybody may open this view."""
    setattr(view, _MARK, Access(None))
    return view


def public_reading(view: ViewT) -> ViewT:
    """Anybody may open this view, and it never writes."""
    setattr(view, _MARK, Access(None, reads_only=True))
    return view


def requires(
    permission: Permission, *, reads_only: bool = False, asks_proof: bool = False
) -> Callable[[ViewT], ViewT]:
    """Only a role that is granted this permission may open the view."""

    def mark(view: ViewT) -> ViewT:
        setattr(view, _MARK, Access(permission, reads_only, asks_proof))
        return view

    return mark


def access_of(app: Flask, endpoint: str) -> Access:
    """An endpoint's mark."""
    access: Access = getattr(app.view_functions[endpoint], _MARK)
    return access


def close_gate(app: Flask) -> None:
    """Check every view and stand before all of them; call after the last blueprint is registered."""
    unmarked = [name for name, view in app.view_functions.items() if not hasattr(view, _MARK)]
    if unmarked:
        message = f"views without an access mark: {', '.join(sorted(unmarked))}"
        raise RuntimeError(message)
    app.before_request(_guard)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # an unknown address; the error page follows
    access = access_of(current_app, request.endpoint)
    g.access = access
    if request.method not in _SAFE_METHODS and not access.reads_only:
        begin_writing()
    if access.permission is None:
        return None
    if access.permission is Permission.SHOW_OWN_CARD:
        return None if current_holder_card() else redirect(url_for("omakaiku.card"))
    return _guard_staff(access.permission) or _ask_proof(access)


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
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("session.sign_in", next=target))


def _to_proof() -> Response:
    # After a POST, to the page it came from: what it was about has to be sent again.
    target = request.full_path.rstrip("?") if request.method == "GET" else _page_before()
    return redirect(url_for("session.prove", next=target), 303)


def _page_before() -> str | None:
    parts = urlsplit(request.referrer or "")
    return parts.path if parts.netloc == request.host else None


login_manager.unauthorized_handler(_to_sign_in)
login_manager.needs_refresh_handler(_to_proof)


def _nobody() -> Response:
    """401 for a page's script: a revoked device must forget its list, a signed-out one may come back."""
    device = current_device()
    is_revoked = device is not None and not device.is_live
    error = "revoked" if is_revoked else "signed_out"
    answer = jsonify(error=error, reason="http_401", text=gettext("Sign in first"))
    answer.status_code = 401
    return answer
