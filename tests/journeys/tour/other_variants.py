"""Sentences that would betray a page of speaking in two variants at once."""

from functools import cache

from flask import Flask
from flask_babel import get_translations

from webapp.plumbing.words.language import PLAIN_FINNISH, speaking

_LONG_ENOUGH = 30
"""Characters: shorter sentences also stand inside longer ones."""


@cache
def foreign_to_plain_finnish(app: Flask) -> tuple[str, ...]:
    """Finnish sentences without facts that the catalogue of plain Finnish does not hold."""
    with app.test_request_context():
        with speaking("fi"):
            finnish = _written()
        with speaking(PLAIN_FINNISH):
            plain = "\n".join(_written())
    return tuple(text for text in finnish if len(text) >= _LONG_ENOUGH and text not in plain)


def _written() -> list[str]:
    # The catalogue itself, without what it falls back on; gettext has no other name for it.
    sentences = get_translations()._catalog.values()  # noqa: SLF001
    return [text for text in sentences if "%(" not in text]
