"""The decisions in docs/decisions: numbered, dated, of one form, and all linked from the README."""

import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from tests.support.checkout import ROOT

DECISIONS: Final = sorted((ROOT / "docs" / "decisions").iterdir())
HEADINGS: Final = ["Context", "Choice", "Rejected"]
FORM: Final = re.compile(
    r"# (?P<number>\d{4}) (?P<title>[^\n]+)\n\n"
    r"Date: (?P<date>\d{4}-\d\d-\d\d)\n"
    r"(?:Superseded by: \[\d{4}\]\((?P<successor>[^)\n]+)\)\n)?\n"
    r"(?P<body>.+)",
    re.DOTALL,
)


def test_decisions_are_numbered_without_gaps_or_doubles() -> None:
    assert [file.name[:5] for file in DECISIONS] == [
        f"{number:04}-" for number in range(1, len(DECISIONS) + 1)
    ]


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_is_dated_and_says_context_choice_and_what_was_rejected(file: Path) -> None:
    decision = FORM.fullmatch(file.read_text(encoding="utf-8"))
    assert decision, f"{file.name} does not begin as the others do"
    assert decision["number"] == file.name[:4]
    assert date.fromisoformat(decision["date"]) >= date(2026, 11, 22)
    assert re.findall(r"^## (.+)$", decision["body"], re.MULTILINE) == HEADINGS
    sections = re.split(r"^## .+$", decision["body"], flags=re.MULTILINE)[1:]
    assert all(len(section.split()) >= 5 for section in sections)
    assert decision["successor"] is None or (file.parent / decision["successor"]).is_file()


def test_the_readme_links_every_decision_by_its_title() -> None:
    titles = {
        file.name: file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for file in DECISIONS
    }
    listed = re.findall(
        r"^- \[(.+)\]\(docs/decisions/(.+)\)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert listed == [(title, name) for name, title in titles.items()]
