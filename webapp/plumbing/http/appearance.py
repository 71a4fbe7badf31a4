"""How pages look to this person: text size and theme, kept in cookies."""

from dataclasses import dataclass
from typing import Final

from flask import Response, current_app, request

THEMES: Final = ("auto", "light", "dark", "contrast")
TEXT_SIZES: Final = ("1", "2", "3")
_YEAR_SECONDS: Final = 365 * 86_400


@dataclass(frozen=True, slots=True)
class Appearance:
    """The chosen theme and text size."""

    theme: str
    text_size: str


def current_appearance() -> Appearance:
    """What the cookies say, or the plain appearance."""
    theme, size = request.cookies.get("theme", "auto"), request.cookies.get("text_size", "1")
    return Appearance(theme if theme in THEMES else "auto", size if size in TEXT_SIZES else "1")


def remember(response: Response, **choices: str) -> Response:
    """Keep choices of language and appearance for a year; no secret, and nothing about the person."""
    for name, value in choices.items():
        response.set_cookie(
            name, value, max_age=_YEAR_SECONDS, samesite="Lax", httponly=True,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )  # fmt: skip
    return response
