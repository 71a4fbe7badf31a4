"""Error pages: what happened and what to do, in the reader's language, never a stack trace."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import structlog
from flask import Flask, g, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from werkzeug.exceptions import BadRequest, Conflict, HTTPException, SecurityError, TooManyRequests

from webapp.core.database import is_out_of_order
from webapp.core.errors import NotAllowedError, NotFoundError, OtherSideError, RefusedError
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.cookies import CARD_COOKIES, DEVICE_COOKIE, secret_in
from webapp.plumbing.http.problems import HeldUpError, problem, wants_problems
from webapp.plumbing.words.features.partners import OTHER_SIDE
from webapp.plumbing.words.formats import format_moment
from webapp.plumbing.words.texts import sentence

_ = lazy_gettext
log = structlog.get_logger()

_TEXTS: Final[Mapping[int, tuple[LazyString, LazyString]]] = {
    400: (
        _("This did not work"),
        _("The page had been open for long. Go back, reload the page and try again."),
    ),
    401: (_("Sign in first"), _("Your session has ended. Sign in and go on where you were.")),
    403: (_("This page is not for your role"), _("If you have several roles, change to another one.")),
    404: (_("There is no such page"), _("The address may have changed. The front page shows the way.")),
    405: (_("This did not work"), _("Go back and try again.")),
    409: (
        _("Somebody was a moment faster"),
        _("The same thing was done twice at once. Go back and look how it stands."),
    ),
    413: (_("The file is too large"), _("Send it in smaller parts.")),
    422: (_("This could not be done"), _("Go back and check what was filled in.")),
    429: (
        _("One moment"),
        _("There have been many tries in a short time. Wait a few minutes and try again."),
    ),
    500: (
        _("Something went wrong here"),
        _("It was not your fault, and nothing was saved. Try again in a moment."),
    ),
    503: (_("The register does not answer"), _("Try again in a moment.")),
}
_TEXTS_FOR_HOLDERS: Final[Mapping[int, tuple[LazyString, LazyString]]] = {
    403: (_("This page is for others"), _("It belongs to those who give out cards or check them.")),
    404: (_("There is no such page"), _("The address may have changed. Your card is where it was.")),
}
_OWN_PAGES: Final = "/oma"
"""Where only cardholders go; on other pages staff with a card of their own are staff."""


def install_error_pages(app: Flask) -> None:
    """Answer every failure with a page, or with a problem where a program asks."""
    app.register_error_handler(NotAllowedError, lambda _error: _answer(403))
    app.register_error_handler(OtherSideError, lambda _error: _answer(403, text=str(OTHER_SIDE)))
    app.register_error_handler(NotFoundError, lambda _error: _answer(404))
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(IntegrityError, _collided)
    app.register_error_handler(SQLAlchemyError, _database_failed)
    app.register_error_handler(TooManyRequests, _too_many)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failed)


def _refused(refused: RefusedError) -> ResponseReturnValue:
    return _answer(422, code=refused.reason, text=sentence(refused))


def _collided(error: IntegrityError) -> ResponseReturnValue:
    # The one meaning of 409: two did the same at once, and this one's was not stored.
    log.warning("constraint", constraint=type(error.orig).__name__)
    return _answer(409)


def _database_failed(error: SQLAlchemyError) -> ResponseReturnValue:
    if not is_out_of_order(error):
        return _failed(error)
    _say_out_of_order(error)
    return _answer(503)


def _say_out_of_order(error: SQLAlchemyError) -> None:
    log.error("register does not answer", kind=type(error.__cause__ or error).__name__)


def _http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):
        return "Bad host\n", 400, {"Content-Type": "text/plain"}  # there is no address to build a page with
    if error.code is None or error.code < 400:  # noqa: PLR2004 - a redirect in an exception's clothes
        return error.get_response()
    return _answer(error.code)


def _too_many(error: TooManyRequests) -> ResponseReturnValue:
    if isinstance(error, HeldUpError):
        response = make_response(_answer(429, code="tries_held_up", text=when_to_try_again(error)))
    else:
        response = make_response(_answer(429))
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def when_to_try_again(error: HeldUpError) -> str:
    """What whoever waits is told."""
    moment = format_moment(current_time() + timedelta(seconds=error.seconds))
    return str(gettext("There have been many wrong tries. You can try again at %(moment)s.", moment=moment))


def _failed(error: Exception) -> ResponseReturnValue:
    # The trace goes to the log, without the request's form: that may hold what is never stored.
    log.error("failed", exc_info=error, endpoint=request.endpoint, method=request.method)
    return _answer(500)


def page_was_open_for_long() -> ResponseReturnValue:
    """What whoever sent a form of an earlier session is told."""
    return _answer(BadRequest.code)


def _answer(status: int, *, code: str = "", text: str = "") -> ResponseReturnValue:
    try:
        return _drawn(status, code=code, text=text)
    except SQLAlchemyError as error:
        # The page of another error asks who reads it, and the register has failed at that.
        _say_out_of_order(error)
        return _drawn(503)


def _drawn(status: int, *, code: str = "", text: str = "") -> ResponseReturnValue:
    is_holders, is_ours = _is_holders(), status >= 500  # noqa: PLR2004 - HTTP's classes
    texts = {**_TEXTS, **_TEXTS_FOR_HOLDERS} if is_holders else _TEXTS
    title, default = texts.get(status, texts[500 if is_ours else 400])
    said = {"title": str(title), "text": text or str(default)}
    if wants_problems():
        return problem(status, title=said["title"], detail=said["text"], code=code)
    if is_holders or is_ours or status == Conflict.code:
        # What says that something failed asks nothing that may fail in the same way, nor a transaction that
        # has failed.
        g.actor, g.holder_cards = None if is_holders else g.get("actor"), []
    if is_holders:
        return render_template("errors/of_holder.html", status=status, is_holders=True, **said), status
    return render_template("errors/error.html", status=status, **said), status


def _is_holders() -> bool:
    """Whether a cardholder reads the page: by address and cookies, without asking the register."""
    is_own_page = f"{request.path}/".startswith(f"{_OWN_PAGES}/")
    is_staff = "_user_id" in session or secret_in(DEVICE_COOKIE) is not None
    return any(map(secret_in, CARD_COOKIES)) and (is_own_page or not is_staff)
