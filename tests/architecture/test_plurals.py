"""A sentence that counts knows one from many: it has a form for each, or its number is never one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.support.checkout import ROOT

COUNTS: Final = {"count", "number", "visits", "adults", "children"}
"""What counts is called so; other numbers are limits of the service and the model, all more than one."""
NEVER_ONE: Final = {"venue/_undo_form.html", "venue/_visit.html", "venue/visit.html"}
"""A group of one card is none."""
ON_THE_PHONE: Final = {"webapp/pages/venue/counter_screen.py"}
"""Its scripts choose between two sentences: they count there."""
COUNTED: Final = re.compile(r"%\((\w+)\)s (?:\w+ )?(\w+s|children)\b")
NO_PLURALS: Final = {"this", "its", "is", "was", "has"}


def without_a_form_for_one(sentence: str) -> list[str]:
    """What a sentence counts, in a plural that would be wrong for one."""
    return [
        f"{name} {word}"
        for name, word in COUNTED.findall(sentence)
        if name in COUNTS and word not in NO_PLURALS
    ]


def messages() -> Iterator[Message]:
    path = ROOT / "webapp" / "translations" / "fi" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        yield from (one for one in read_po(file) if one.id)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Record the whole group: %(count)s cards", ["count cards"]),
        ("%(month)s: %(adults)s adults, %(children)s children", ["adults adults", "children children"]),
        ("Write it in %(most)s characters", []),
        ("%(count)s of them", []),
    ],
)
def test_what_a_sentence_counts_is_found(sentence: str, found: list[str]) -> None:
    assert without_a_form_for_one(sentence) == found


def test_what_is_counted_has_a_form_for_one() -> None:
    wrong = []
    for message in messages():
        files = {name for name, _line in message.locations}
        is_excused = files <= ON_THE_PHONE | {f"webapp/templates/{name}" for name in NEVER_ONE}
        if isinstance(message.id, str) and not is_excused and without_a_form_for_one(message.id):
            wrong.append((message.id, sorted(files)))
    assert wrong == []


@pytest.mark.parametrize("name", sorted(NEVER_ONE))
def test_what_is_excused_is_there(name: str) -> None:
    assert Path(ROOT / "webapp" / "templates" / name).exists()
