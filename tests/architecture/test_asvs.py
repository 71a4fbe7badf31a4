"""docs/asvs.md judges every requirement of ASVS 5.0.0, levels 1 and 2, once, by evidence that exists."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.checkout import ROOT

DOCUMENT = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
LEVELS = dict(
    line.split()
    for line in (Path(__file__).parent / "asvs-5.0.0.txt").read_text(encoding="utf-8").splitlines()
)
"""The standard's numbers, with the level of each."""
STATES = {"met", "not applicable", "not met"}


class Row(NamedTuple):
    """A line of a table."""

    number: str
    level: str
    title: str
    state: str
    evidence: str


ROWS = [
    Row(*(cell.strip() for cell in line.strip("|").split(" | ")))
    for line in DOCUMENT.splitlines()
    if re.match(r"\| \d", line)
]
NAMED = [(row.number, name) for row in ROWS for name in re.findall(r"`([\w./@-]+(?:::\w+)?)`", row.evidence)]


def test_the_list_of_numbers_is_the_standards() -> None:
    levels = list(LEVELS.values())
    assert {level: levels.count(level) for level in "123"} == {"1": 70, "2": 183, "3": 92}


def test_every_requirement_of_levels_1_and_2_is_judged_once_in_order() -> None:
    wanted = [number for number, level in LEVELS.items() if level != "3"]
    assert [row.number for row in ROWS] == wanted
    assert [row.level for row in ROWS] == [LEVELS[number] for number in wanted]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_judgement_is_whole(row: Row) -> None:
    assert row.title
    assert row.state in STATES
    assert row.evidence
    if row.state == "met":
        assert [name for number, name in NAMED if number == row.number], "no test and no file"


@pytest.mark.parametrize(("number", "name"), NAMED, ids=[" ".join(one) for one in NAMED])
def test_what_is_named_exists(number: str, name: str) -> None:
    path, _, test = name.partition("::")
    if path.startswith("/"):
        return  # a page of the service
    assert (ROOT / path).exists(), number
    if test:
        assert test in functions_in(path), number


def test_the_sums_are_right() -> None:
    told = re.search(r"Of (\d+): (\d+) met, (\d+) not applicable, (\d+) not met", DOCUMENT)
    assert told is not None
    states = [row.state for row in ROWS]
    counted = [len(ROWS), *(states.count(state) for state in ("met", "not applicable", "not met"))]
    assert [int(one) for one in told.groups()] == counted


@cache
def functions_in(path: str) -> set[str]:
    """The names of a file's tests."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
