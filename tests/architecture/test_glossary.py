"""The catalogues use the words that were chosen, and none of those that were left."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

GLOSSARY: Final[Mapping[str, Any]] = tomllib.loads(Path("docs/glossary.toml").read_text(encoding="utf-8"))
CATALOGUE_OF_PLAIN: Final = "fi_selko"
PUBLIC_PAGES: Final = {"webapp/templates/public/area.html", "webapp/templates/public/areas.html"}
"""Where anybody looks for what the card is good for, in ordinary Finnish only."""


@cache
def catalogue(language: str) -> Catalog:
    path = Path(f"webapp/translations/{language}/LC_MESSAGES/messages.po")
    with path.open("rb") as file:
        return read_po(file)


@cache
def sentences(language: str) -> Mapping[str, tuple[str, ...]]:
    """Of each sentence of the code what stands for it, in all numbers."""
    return {
        one.id if isinstance(one.id, str) else one.id[0]: (
            (one.string,) if isinstance(one.string, str) else tuple(one.string or ())
        )
        for one in catalogue(language)
        if one.id
    }


@cache
def sentences_of_holders() -> frozenset[str]:
    """Those that plain Finnish has, too, and those of the public pages."""
    public = {
        one.id if isinstance(one.id, str) else one.id[0]
        for one in catalogue("fi")
        if one.id and {file for file, _line in one.locations} <= PUBLIC_PAGES
    }
    return frozenset(public | set(sentences(CATALOGUE_OF_PLAIN)))


def read_by(audience: str, language: str) -> Iterator[tuple[str, str]]:
    """The sentences that an audience reads."""
    for_holders = sentences_of_holders()
    for english, texts in sentences(language).items():
        if audience == "all" or (english in for_holders) == (audience == "holders"):
            yield from ((english, text) for text in texts)


def offending(rule: Mapping[str, Any]) -> list[str]:
    pattern = re.compile(rule["pattern"])
    read = read_by(rule["audience"], rule["language"])
    return [text for english, text in read if english not in rule.get("except", ()) and pattern.search(text)]


@pytest.mark.parametrize(
    "rule", GLOSSARY["forbidden"], ids=lambda rule: f"{rule['language']} {rule['example']}"
)
def test_no_sentence_uses_a_word_that_was_left(rule: Mapping[str, Any]) -> None:
    assert re.search(rule["pattern"], rule["example"])
    assert offending(rule) == []


@pytest.mark.parametrize("term", GLOSSARY["term"], ids=lambda term: term["english"])
def test_the_chosen_words_are_in_use(term: Mapping[str, Any]) -> None:
    for audience in {"holders", "staff"} & set(term):
        for language, word in term[audience].items():
            of_plain = language == "plain"
            read = read_by("all" if of_plain else audience, CATALOGUE_OF_PLAIN if of_plain else language)
            assert any(word.casefold() in text.casefold() for _, text in read), (audience, language, word)


def test_what_is_excepted_is_a_sentence() -> None:
    for rule in GLOSSARY["forbidden"]:
        assert set(rule.get("except", ())) <= set(sentences(rule["language"]))
