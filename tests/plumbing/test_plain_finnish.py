"""Plain Finnish: chosen by a person, Finnish in everything but its sentences, and kept apart from Finnish."""

from collections.abc import Callable
from datetime import date
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask_babel import gettext, lazy_gettext, ngettext

from tests.support.visitor import Visitor
from webapp.plumbing.words.formats import show_day, show_long_day, show_number
from webapp.plumbing.words.language import (
    PLAIN_FINNISH,
    VARIANT_CODES,
    current_language,
    current_variant,
    speaking,
)

WAIT = "Try again in a moment."
COUNTER = "This card was recorded here at %(at)s. Do you want to record it again?"
LAZY = lazy_gettext("No connection")


def said(app: Flask, variant: str, say: Callable[[], object]) -> str:
    """What one request says."""
    with app.test_request_context(headers={"Cookie": f"language={variant}"}):
        return str(say())


def test_only_a_person_chooses_it(app: Flask) -> None:
    for accepts in ("fi-selko", "fi-selko,fi;q=0.9", "selko"):
        with app.test_request_context(headers={"Accept-Language": accepts}):
            assert (current_variant(), current_language()) == ("fi", "fi")
    assert said(app, PLAIN_FINNISH, current_variant) == PLAIN_FINNISH
    assert said(app, "fi-nothing", current_variant) == "fi"


def test_days_numbers_and_names_are_finnish(app: Flask) -> None:
    def shown() -> tuple[str, ...]:
        return (
            current_language(), show_day(date(2026, 11, 22)), show_long_day(date(2026, 11, 22)),
            show_number(1234.5),
        )  # fmt: skip

    assert said(app, PLAIN_FINNISH, shown) == said(app, "fi", shown)


@pytest.mark.parametrize(("sentence", "is_plain"), [(WAIT, True), (COUNTER, False)])
def test_what_it_does_not_say_finnish_says(app: Flask, sentence: str, *, is_plain: bool) -> None:
    def translated() -> str:
        return str(gettext(sentence))

    plain, finnish = said(app, PLAIN_FINNISH, translated), said(app, "fi", translated)
    assert (plain != finnish) is is_plain
    assert sentence not in {plain, finnish}


def test_one_and_many_are_said_as_in_finnish(app: Flask) -> None:
    def counted() -> str:
        return ", ".join(ngettext("%(num)s place", "%(num)s places", number) for number in (0, 1, 2))

    assert said(app, PLAIN_FINNISH, counted) == "0 paikkaa, 1 paikka, 2 paikkaa"


def test_variants_are_not_mixed_up_from_one_request_to_the_next(app: Flask) -> None:
    sentences = [
        said(app, variant, lambda: LAZY) for variant in ("fi", PLAIN_FINNISH, "fi", "sv", PLAIN_FINNISH)
    ]
    finnish, plain, again, swedish, plain_again = sentences
    assert (finnish, plain) == (again, plain_again)
    assert len({finnish, plain, swedish}) == 3


@pytest.mark.parametrize("own", VARIANT_CODES)
@pytest.mark.parametrize("holders", VARIANT_CODES)
def test_a_part_can_be_said_in_another_persons_variant(app: Flask, own: str, holders: str) -> None:
    def say() -> str:
        before = str(LAZY)
        with speaking(holders):
            inside = (current_variant(), str(LAZY))
        assert (str(LAZY), current_variant()) == (before, own)
        return "|".join(inside)

    assert said(app, own, say) == f"{holders}|{said(app, holders, lambda: LAZY)}"


def test_a_holder_chooses_it_in_the_head_of_the_page(visitor: Callable[[], Visitor]) -> None:
    person = visitor()
    person.speak("en")
    person.open("/oma")
    page = person.submit(action="/kieli", button=f"language={PLAIN_FINNISH}")
    assert (page.path, page.root.get("lang")) == ("/oma", "fi")
    assert page.h1 == "Voit ottaa korttisi tähän puhelimeen"
    assert current_of(page.root) == [PLAIN_FINNISH]


def test_elsewhere_finnish_is_marked_and_brings_finnish_back(visitor: Callable[[], Visitor]) -> None:
    person = visitor()
    person.speak(PLAIN_FINNISH)
    page = person.open("/alueet")
    assert current_of(page.root) == ["fi"]
    assert PLAIN_FINNISH not in page.body
    person.submit(action="/kieli", button="language=fi")
    assert person.open("/oma").h1 == "Korttisi voi olla tässä puhelimessa"


def test_it_is_chosen_on_the_page_of_appearance(visitor: Callable[[], Visitor]) -> None:
    person = visitor()
    person.open("/nakyma")
    person.submit({"language": PLAIN_FINNISH, "text_size": "2", "theme": "dark"})
    assert person.open("/oma").h1 == "Voit ottaa korttisi tähän puhelimeen"
    assert person.open("/nakyma").value_of("language") == PLAIN_FINNISH
    assert person.submit({"language": "fi-nothing"}).status == 422


def current_of(root: Element) -> list[str]:
    """The buttons that are marked as the language of the page."""
    return [
        one.get("value", "")
        for one in root.iter("button")
        if one.get("name") == "language" and one.get("aria-current")
    ]
