"""What the pages say in a language: sentences, days and codes through the application's own plumbing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from flask import Flask
from flask_babel import gettext, ngettext

from webapp.core.errors import Refusal
from webapp.plumbing.words.formats import language_name, show_day
from webapp.plumbing.words.texts import REFUSALS

_UNKNOWN = "\N{WHITE SQUARE}"


@dataclass(frozen=True)
class Speech:
    """One language of the application."""

    app: Flask
    language: str

    def say(self, msgid: str, **facts: object) -> str:
        """A sentence of the pages, given by its English original."""
        with self._speaking():
            return str(gettext(msgid, **facts))

    def count(self, one: str, many: str, number: int) -> str:
        """A sentence with a number in it."""
        with self._speaking():
            return str(ngettext(one, many, number))

    def saying(self, msgid: str, *unknown: str, **facts: object) -> re.Pattern[str]:
        """A sentence some of whose facts the test cannot know."""
        text = self.say(msgid, **facts, **dict.fromkeys(unknown, _UNKNOWN))
        # An accessible name has plain spaces where its sentence has unbreakable ones.
        parts = (r"\s".join(map(re.escape, part.split())) for part in re.split(_UNKNOWN, text))
        # And a page's text has soft hyphens, which its names have lost.
        return re.compile(r"\s?.+\s?".join(parts).replace("\N{SOFT HYPHEN}", "\N{SOFT HYPHEN}?"))

    def language_called(self, code: str) -> str:
        """What a language is called."""
        with self._speaking():
            return language_name(code)

    def reason(self, refusal: Refusal) -> str:
        """Why not."""
        with self._speaking():
            return str(REFUSALS[refusal])

    def day(self, day: date) -> str:
        """A day as the pages write it."""
        with self._speaking():
            return show_day(day)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        with self.app.test_request_context(headers={"Cookie": f"language={self.language}"}):
            yield


def in_groups(code: str) -> str:
    """A code as the pages show it to people."""
    return f"{code[0]} {code[1:4]} {code[4:7]} {code[7:]}"


def spaced(code: str) -> str:
    """The same as the counter's script writes it: it must not break into two lines."""
    return in_groups(code).replace(" ", "\N{NO-BREAK SPACE}")
