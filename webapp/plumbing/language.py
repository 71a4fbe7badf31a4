"""Which language: the person's choice, then their browser's, then Finnish."""

from typing import Final

from flask import Flask, request
from flask_babel import Babel, get_locale

LANGUAGES: Final = (("fi", "Suomi"), ("sv", "Svenska"), ("en", "English"))
CODES: Final = tuple(code for code, _ in LANGUAGES)
COOKIE: Final = "language"


def install_languages(app: Flask, translations: str) -> None:
    """Let Flask-Babel speak the three languages."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = translations
    app.config["BABEL_DEFAULT_LOCALE"] = "fi"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Helsinki"
    Babel(app, locale_selector=chosen_language)


def chosen_language() -> str:
    """The language of this request."""
    chosen = request.cookies.get(COOKIE)
    if chosen in CODES:
        return chosen
    # Werkzeug's best_match would take fi (0.5) before en-GB (1.0), whose region it does not know.
    accepted = (value.partition("-")[0].lower() for value, _quality in request.accept_languages)
    return next((language for language in accepted if language in CODES), "fi")


def current_language() -> str:
    """The language Flask-Babel is using now."""
    locale = get_locale()
    return locale.language if locale else "fi"
