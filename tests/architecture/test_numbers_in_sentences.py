"""No sentence holds a number of the operating model: it gets them from the version in force."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

from tests.support.checkout import ROOT
from webapp.core.networks.reference import rows_of

WORDS: Final = {
    12: "twelve|kaksitoista|kahdentoista|kahtatoista|tolv",
    16: "sixteen|kuusitoista|kuudentoista|kuuttatoista|sexton",
    18: "eighteen|kahdeksantoista|kahdeksaatoista|arton|aderton",
    24: "twenty-four|kaksikymmentäneljä|tjugofyra",
    60: "sixty|kuusikymmentä|kuudenkymmenen|sextio",
}
LATER: Final = {18, 24}
"""Numbers that a later version may have, so that nobody writes those into a sentence either."""

AGE: Final = re.compile(
    r"\b(?:under|alle|over|yli|över)\s+\d+\b|\b\d+[- ]?(?:vuotia|år\b|years? old)", re.IGNORECASE
)


def numbers_of_model() -> set[int]:
    return {
        int(number)
        for row in rows_of("operating_models.csv")
        for name, number in row.items()
        if name != "valid_from"
    }


def number_in(sentence: str) -> str:
    """A number of the model that a sentence says, in digits or in words; part of a day or a time is none."""
    numbers = sorted(numbers_of_model() | LATER)
    digits = "|".join(str(number) for number in numbers)
    words = "|".join(WORDS[number] for number in numbers)
    pattern = rf"(?<![\d.:,])(?:{digits})(?![\d:]|[.,]\d)|\b(?:{words})"
    found = re.search(pattern, sentence, re.IGNORECASE) or AGE.search(sentence)
    return found[0] if found else ""


def sentences_of_catalogues() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "webapp" / "translations").glob("*/LC_MESSAGES/messages.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                texts = [message.id, message.string or ""] if message.id else []
                forms = [form for text in texts for form in ((text,) if isinstance(text, str) else text)]
                yield from ((path.parts[-3], form) for form in forms)


def words_of(path: Path) -> Iterator[str]:
    """What a file says to people: a template without its code, a script's and a module's texts in quotes."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|<[^>]*>", " ", text, flags=re.DOTALL)
        yield from re.findall(r"[^\n]+", re.sub(r"\{\{.*?\}\}", " ", text, flags=re.DOTALL))
    else:
        yield from (
            said for said in re.findall(r"\"([^\"\n]*)\"|`([^`]*)`", text) for said in said if " " in said
        )


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Own children under 16", "16"),
        ("Ryhmän alle 16-vuotiaat", "16"),
        ("alle kuusitoistavuotias", "kuusitoista"),
        ("barn under sexton år", "sexton"),
        ("valid for twelve months", "twelve"),
        ("alle 15-vuotiaat", "alle 15"),
        ("Such as 16.12.2026 or 18.00, code 123", ""),
        ("A999123453, at 400 per cent", ""),
    ],
)
def test_a_number_is_found_in_digits_and_in_words(sentence: str, number: str) -> None:
    assert number_in(sentence) == number


def test_every_number_of_the_model_is_looked_for_in_words_too() -> None:
    assert numbers_of_model() | LATER == WORDS.keys()


def test_no_sentence_of_a_catalogue_holds_one() -> None:
    assert [(where, said) for where, said in sentences_of_catalogues() if number_in(said)] == []


@pytest.mark.parametrize(
    "pattern",
    ["webapp/templates/**/*.html", "pwa/src/**/*.ts", "webapp/pages/**/*.py", "webapp/demo/**/*.py",
     "webapp/reference/*.csv"],
)  # fmt: skip
def test_no_file_that_speaks_holds_one(pattern: str) -> None:
    files = [
        path for path in sorted(ROOT.glob(pattern)) if not path.name.endswith((".test.ts", "_models.csv"))
    ]
    assert files
    said = [(str(path.relative_to(ROOT)), words) for path in files for words in words_of(path)]
    assert [(where, words) for where, words in said if number_in(words)] == []
