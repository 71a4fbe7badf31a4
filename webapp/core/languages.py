"""The languages, listed once for app, tools and tests; and which text stands in for a missing one. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = (("fi", "Suomi"), ("sv", "Svenska"), ("en", "English"))
"""Each with what its speakers call it. Their order is the order in which one stands in for another.

A new one is a line here and a folder in webapp/translations; names and texts are kept by language already.
"""

CODES: Final = tuple(code for code, _ in LANGUAGES)
FIRST: Final = CODES[0]
"""In which every name and text is written."""

TRANSLATED: Final = tuple(code for code in CODES if code != "en")
"""Those with a catalogue: the sentences in the code are English."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language that it is in: it need not be the one that was asked for."""

    text: str
    language: str


class LocalisedText(Mapping[str, str]):
    """A name or a text by language. It never changes, and has no language in which nothing is written."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None, /, **by_language: str) -> None:
        self._texts = {code: text for code, text in {**(texts or {}), **by_language}.items() if text}

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"LocalisedText({self._texts!r})"

    def said_in(self, wanted: str) -> Said:
        """In the wanted language, else in the first of the list that has it, else in any; nothing in none."""
        for language in (wanted, *CODES, *sorted(self._texts)):
            if language in self._texts:
                return Said(self._texts[language], language)
        return Said("", wanted)

    def text_in(self, wanted: str) -> str:
        """What `said_in` says."""
        return self.said_in(wanted).text


UNSAID: Final = LocalisedText()
"""What nothing has been written for."""


def texts_of(row: Mapping[str, str], what: str) -> LocalisedText:
    """From a row of a list: each of its columns `name_fi`, `name_sv` and so on is a language of `name`."""
    prefix = f"{what}_"
    return LocalisedText(
        {column.removeprefix(prefix): text for column, text in row.items() if column.startswith(prefix)}
    )
