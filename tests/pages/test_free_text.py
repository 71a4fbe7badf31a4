"""Whoever writes what tells who somebody is reads which words, and may send the text without them."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.factories import World
from tests.support.holder_portal import phone_with_card
from tests.support.visitor import Visitor, form_values, session_factory_of
from webapp.core.feedback.models import Feedback

CODE: Final = "131052-308T"
SAID_CODE: Final = "yksi kolme yksi nolla viisi kaksi miinus kolme nolla kahdeksan T"
OUTING: Final = {
    "title_en": "Theatre", "meeting_place_en": f"Door {CODE}", "words_en": f"Ask {SAID_CODE}",
    "place_en": "Hall", "day": "10.12.2026", "time": "18", "meeting_time": "17",
}  # fmt: skip
TIP: Final = {
    "title_en": f"See {CODE}", "text_en": "Lovely.", "shown_from": "1.12.2026", "shown_until": "2.12.2026"
}  # fmt: skip
FORMS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "/jakaja/yhteystiedot": ("distributor", {"phone": "010 123 4567", "hours_en": f"9–16, {CODE}"}),
    "/kohde/tiedot": (
        "venue",
        {"tickets_fi": f"Soita 020 112 3456. {SAID_CODE}", "address": f"Katu 1 {CODE}"},
    ),
    "/kohde/lisaa-ohjelmaan": ("venue", {"name_en": f"Play {CODE}", "kind": "ticket"}),
    "/jakaja/retket/uusi": ("distributor", OUTING),
    "/alue/anna-vinkki": ("coordinator", TIP),
}
"""By the address of a form: who writes, and what."""


def told(fields: Mapping[str, str]) -> dict[str, str]:
    """What may not stand in each field."""
    found = {name: CODE if CODE in text else SAID_CODE for name, text in fields.items()}
    return {name: words for name, words in found.items() if words in fields[name]}


@pytest.mark.parametrize("path", FORMS)
def test_an_offices_text_is_sent_without_an_identity_code(
    app_world: World, visitor: Callable[[], Visitor], path: str
) -> None:
    role, fields = FORMS[path]
    person = visitor()
    person.speak("en")
    person.sign_in(getattr(app_world, role))
    person.open(path)
    page = person.submit(dict(fields), action=path)
    assert page.status == 422
    for name, words in told(fields).items():
        assert f"“{words}”" in page.error_of(name)
        assert page.value_of(name) == fields[name]
    assert {name for name in fields if page.error_of(name)} == set(told(fields))
    page = person.submit(action=path, button="without=yes")
    assert page.status == 200
    assert CODE not in page.body
    assert SAID_CODE not in page.body


def test_feedback_is_sent_without_what_tells_who_writes(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    person, _held = phone_with_card(app, app_world, visitor, now=NOW - timedelta(days=60))
    person.speak("en")
    person.open("/oma/palaute")
    text = f"Ovi oli raskas.\r\nSoita 040\r\n123 4567 tai m a t t i @ k u n t a . f i, olen {CODE}."
    page = person.submit({"category": "accessibility", "text": text}, action="/oma/palaute")
    assert page.status == 422
    for words in ("040 123 4567", "m a t t i @ k u n t a . f i", CODE):
        assert f"“{words}”" in page.error_of("text")
    assert "Three dots come in the place of these words" in page.text
    # The button is the second one of its form: Enter sends what was typed.
    buttons = [one.get("name") for one in page.form("/oma/palaute").iter("button")]
    assert buttons == [None, "without"]
    page = person.submit(action="/oma/palaute", button="without=yes")
    assert "Your feedback has been sent" in page.text
    with session_factory_of(app)() as session:
        assert session.scalar(select(Feedback.text)) == "Ovi oli raskas.\nSoita … tai …, olen …."


def test_words_that_nobody_was_shown_are_not_left_out(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    person, _held = phone_with_card(app, app_world, visitor, now=NOW - timedelta(days=60))
    person.speak("en")
    person.open("/oma/palaute")
    said = {"category": "other", "text": "Soita 040 123 4567"}
    person.submit(said, action="/oma/palaute")
    page = person.submit(
        {"text": "Soita 040 123 4567 tai 050 765 4321"}, action="/oma/palaute", button="without=yes"
    )
    assert page.status == 422
    assert "“050 765 4321”" in page.error_of("text")
    assert page.value_of("text") == "Soita … tai 050 765 4321"


@pytest.mark.parametrize("odd", ["", "\x00", "(((", "[", "\\", "\n\n", "é" * 3000, "🦉"])
def test_odd_words_to_leave_out_are_no_failure(
    app: Flask, app_world: World, visitor: Callable[[], Visitor], odd: str
) -> None:
    person, _held = phone_with_card(app, app_world, visitor, now=NOW - timedelta(days=60))
    person.open("/oma/palaute")
    said = {"category": "other", "text": "Hyvä ilta", "without": odd, "without-text": odd}
    assert person.submit(said, action="/oma/palaute").status in {200, 422}


def test_an_answer_is_sent_without_an_identity_code(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    holder, _held = phone_with_card(app, app_world, visitor, now=NOW - timedelta(days=60))
    holder.open("/oma/palaute")
    holder.submit({"category": "other", "text": "Hyvä ilta"}, action="/oma/palaute")
    office = visitor()
    office.speak("en")
    office.sign_in(app_world.coordinator)
    page = office.open("/alue/palaute")
    (field,) = (name for name in form_values(page.form("/alue/palaute/")) if name.endswith("answer"))
    page = office.submit({field: f"Soita 08 123 4567. Koskee {CODE}"}, action="/alue/palaute/")
    assert page.status == 422
    assert f"“{CODE}”" in page.text
    page = office.submit(action="/alue/palaute/", button="without=yes")
    assert "The answer is in OmaKaiku now." in page.text
    with session_factory_of(app)() as session:
        assert session.scalar(select(Feedback.answer)) == "Soita 08 123 4567. Koskee …"
