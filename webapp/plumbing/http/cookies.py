"""Cookies that hold a secret: a card's, a venue's device's, of a browser that staff know, of unsent forms."""

from datetime import timedelta
from typing import Final

from flask import Flask, Response, current_app, request

CARD_COOKIES: Final = ("card", "other-card")
"""Of the card that the pages are about, and of another that the phone carries beside it."""

DEVICE_COOKIE: Final = "device"
"""Of a venue's device."""

BROWSER_COOKIE: Final = "browser"
"""Of a browser on which members of staff have signed in."""

UNSENT_COOKIE: Final = "unsent"
"""Of a browser that has sent a form without a session: it opens what was filled in."""

_DAYS: Final = 400  # browsers keep no cookie longer; each use renews it
_LONGEST: Final = timedelta(days=_DAYS)


def cookie_name(app: Flask, name: str) -> str:
    """The cookie's full name; `__Host-` ties it to this host over HTTPS."""
    return f"__Host-{name}" if app.config["SESSION_COOKIE_SECURE"] else name


def secret_in(name: str) -> str | None:
    """The secret that came with this request."""
    return request.cookies.get(cookie_name(current_app, name))


def keep_secret(response: Response, name: str, secret: str, *, lasts: timedelta = _LONGEST) -> Response:
    """Let the browser keep a secret, out of reach of scripts."""
    response.set_cookie(
        cookie_name(current_app, name),
        secret,
        max_age=lasts,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def drop_secret(response: Response, name: str) -> Response:
    """Take a secret off the browser."""
    response.delete_cookie(
        cookie_name(current_app, name),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
