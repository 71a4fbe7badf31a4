"""Which language: the person's choice, then their browser's, then Finnish; and which variant it speaks in."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.resources import files
from typing import Any, Final

from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, Domain, force_locale, get_locale

from webapp.core.languages import CODES, FIRST, LANGUAGES

PLAIN_FINNISH: Final = "fi-selko"
VARIANTS: Final = (LANGUAGES[0], (PLAIN_FINNISH, "Selkosuomi"), *LANGUAGES[1:])
"""What a cardholder chooses from: the languages, and Finnish also in plain words."""

VARIANT_CODES: Final = tuple(code for code, _ in VARIANTS)
COOKIE: Final = "language"
_CATALOGUE: Final = "fi_selko"


def install_languages(app: Flask) -> None:
    """Let Flask-Babel speak every language, and Finnish in two variants."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(files("webapp") / "translations")
    app.config["BABEL_DEFAULT_LOCALE"] = FIRST
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Helsinki"
    _BabelOfVariants(app, locale_selector=lambda: language_of(_chosen_variant()))


def current_language() -> str:
    """The language Flask-Babel is using now: of names, days, numbers and the page's `lang`."""
    locale = get_locale()
    return locale.language if locale else FIRST


def current_variant() -> str:
    """What the sentences are said in now: the current language, or plain Finnish."""
    chosen = _wanted_variant()
    return chosen if language_of(chosen) == current_language() else current_language()


def language_of(variant: str) -> str:
    """The language a variant speaks: plain Finnish is Finnish."""
    return variant.partition("-")[0]


@contextmanager
def speaking(variant: str) -> Iterator[None]:
    """Say a part in another person's variant, for example a slip for its holder."""
    before = g.get("variant")
    g.variant = variant
    try:
        with force_locale(language_of(variant)):
            yield
    finally:
        g.variant = before


def _wanted_variant() -> str:
    wanted: str = g.get("variant") or _chosen_variant()
    return wanted


def _chosen_variant() -> str:
    if not has_request_context():
        return FIRST
    if "chosen_variant" not in g:  # every sentence of a page asks
        g.chosen_variant = _requested_variant()
    chosen: str = g.chosen_variant
    return chosen


def _requested_variant() -> str:
    chosen = request.cookies.get(COOKIE)
    if chosen in VARIANT_CODES:
        return chosen
    # A browser never asks for plain Finnish: only a person can.
    # Werkzeug's best_match would take fi (0.5) before en-GB (1.0), whose region it does not know.
    accepted = (value.partition("-")[0].lower() for value, _quality in request.accept_languages)
    return next((language for language in accepted if language in CODES), FIRST)


class _BabelOfVariants(Babel):  # type: ignore[misc]  # Flask-Babel ships no types
    """Flask-Babel, whose sentences also know the variant."""

    @cached_property
    def domain_instance(self) -> Domain:
        """Where sentences come from."""
        return _DomainOfVariants(domain=self.domain)


class _DomainOfVariants(Domain):  # type: ignore[misc]  # Flask-Babel ships no types
    """Plain Finnish lies over the Finnish catalogue: what it does not say, Finnish says."""

    def get_translations(self) -> NullTranslations:
        """The sentences of this request."""
        kept: dict[Any, NullTranslations] = self.cache
        spoken: NullTranslations = super().get_translations()
        if _wanted_variant() != PLAIN_FINNISH or current_language() != language_of(PLAIN_FINNISH):
            return spoken
        if PLAIN_FINNISH not in kept:
            plain = Translations.load(self.translation_directories[0], [_CATALOGUE], self.domain[0])
            plain.add_fallback(spoken)
            kept[PLAIN_FINNISH] = plain
        return kept[PLAIN_FINNISH]
