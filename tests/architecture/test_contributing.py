"""The recipes of the contributor's guide name files that there are, and end in a command."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = GUIDE.split("\n## ")[1:]
TO_BE_FILLED_IN = re.compile(r"FEATURE|AUDIENCE|NAME|CODE|…")


def test_there_are_eight_recipes_and_each_ends_in_a_command() -> None:
    assert len(RECIPES) == 8
    assert [recipe.splitlines()[0] for recipe in RECIPES if "\n    " not in recipe] == []


def test_every_file_it_names_exists() -> None:
    named = set(re.findall(r"(?:webapp|tests|tools|docs)/[^\s`)\]]+", GUIDE))
    files = [name for name in named if not TO_BE_FILLED_IN.search(name)]
    assert files
    assert [name for name in files if not list(ROOT.glob(name))] == []
