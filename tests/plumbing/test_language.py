"""Language by choice, then browser, then Finnish; changing it keeps the page."""

from collections.abc import Callable

import pytest

from tests.support.visitor import Visitor
from webapp.core.languages import CODES


@pytest.mark.parametrize(
    ("accepts", "language"),
    [("", "fi"), ("de", "fi"), ("sv-FI,sv;q=0.9", "sv"), ("en-GB,fi;q=0.5", "en"), ("fi,en", "fi")],
)
def test_the_browsers_language_is_spoken(visitor: Callable[[], Visitor], accepts: str, language: str) -> None:
    page = visitor().open("/", headers={"Accept-Language": accepts})
    assert page.root.get("lang") == language


@pytest.mark.parametrize("language", CODES)
def test_a_chosen_language_outranks_the_browsers_and_keeps_the_page(
    visitor: Callable[[], Visitor], language: str
) -> None:
    person = visitor()
    person.open("/alueet")
    page = person.submit(action="/kieli", button=f"language={language}")
    assert (page.path, page.root.get("lang")) == ("/alueet", language)
    assert person.open("/oma", headers={"Accept-Language": "de"}).root.get("lang") == language


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_nobody_is_sent_to_another_site(visitor: Callable[[], Visitor], target: str) -> None:
    person = visitor()
    person.open("/")
    page = person.submit({"next": target}, action="/kieli", button="language=sv")
    assert page.path == "/"


def test_the_appearance_is_kept(visitor: Callable[[], Visitor]) -> None:
    person = visitor()
    person.open("/nakyma")
    person.submit({"language": "sv", "text_size": "3", "theme": "dark"})
    root = person.open("/").root
    assert (root.get("lang"), root.get("data-text-size"), root.get("data-theme")) == ("sv", "3", "dark")


def test_looks_that_do_not_exist_are_refused(visitor: Callable[[], Visitor]) -> None:
    person = visitor()
    person.open("/nakyma")
    assert person.submit({"theme": "loud"}).status == 422
