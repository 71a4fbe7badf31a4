"""The counter's page has one script and one style sheet of its own, with all that it asks for."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories import World
from tests.support.visitor import Visitor

_ENTRY = Path("pwa/src/counter.ts")
_BUILT = Path("webapp/static/build")


@pytest.fixture(params=["/kohde", "/kohde/kuori"])
def page(request: pytest.FixtureRequest, visitor: Callable[[], Visitor], app_world: World) -> str:
    person = visitor()
    person.sign_in(app_world.venue)
    text: str = person.client.get(request.param).text
    return text


def test_the_script_has_every_enhancement_that_the_page_asks_for(page: str) -> None:
    asked = {name for names in re.findall(r'data-enhance="([^"]+)"', page) for name in names.split()}
    brought = set(re.findall(r'^  \["([\w-]+)",', _ENTRY.read_text(encoding="utf-8"), re.MULTILINE))
    assert asked == brought


def test_the_sheet_styles_every_class_of_the_page_that_has_a_style_anywhere(page: str) -> None:
    used = {name for names in re.findall(r'class="([^"]+)"', page) for name in names.split()}
    assert used & _styled("main") <= _styled("counter")


def _styled(sheet: str) -> set[str]:
    built = json.loads((_BUILT / "manifest.json").read_text(encoding="utf-8"))[f"{sheet}.css"]
    return set(re.findall(r"\.([A-Za-z][\w-]*)", (_BUILT / built).read_text(encoding="utf-8")))
