"""Stopped, corrected and pressed again: it holds as it was sent last, and nothing is there twice."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import World
from tests.support.visitor import Visitor, form_values, session_factory_of
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.offers.models import Offer
from webapp.core.outings.models import Outing


@pytest.fixture
def desk(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    return person


def issuing(desk: Visitor, code: str) -> dict[str, str]:
    """The form for a new card, as it is sent."""
    form = form_values(desk.open("/jakaja/uusi").form("/jakaja/uusi"))
    return {**form, "code": code, "birth_year": "1984", "postal_code": "87100", "children": "1"}


def test_new_codes_that_are_ordered_twice_are_made_once(
    visitor: Callable[[], Visitor], app: Flask, app_world: World
) -> None:
    office = visitor()
    office.sign_in(app_world.office)
    form = form_values(office.open("/keskus/tunnukset/uusi").form("/keskus/tunnukset/uusi"))
    sent = {**form, "network": str(app_world.kainuu), "letter": "K", "size": "3"}
    first = office.client.post("/keskus/tunnukset/uusi", data=sent)
    assert first.status_code == 303
    assert office.client.post("/keskus/tunnukset/uusi", data=sent).location == first.location
    wrong = office.client.post("/keskus/tunnukset/uusi", data={**sent, "order_id": "not an id"})
    assert wrong.status_code == 422


def codes_in_use(app: Flask) -> list[str]:
    with session_factory_of(app)() as session:
        found = select(RegisteredCode.code).where(RegisteredCode.card_id.is_not(None))
        return sorted(session.scalars(found))


def test_the_same_form_twice_is_one_card(desk: Visitor, app: Flask, app_world: World) -> None:
    sent = issuing(desk, app_world.codes[0])
    first = desk.client.post("/jakaja/uusi", data=sent)
    assert desk.client.post("/jakaja/uusi", data=sent).location == first.location
    with session_factory_of(app)() as session:
        events = session.scalars(select(AuditRecord.event)).all()
    assert [one for one in events if "card" in one] == ["card_issued"]


def test_an_answer_that_was_corrected_before_the_second_press_holds(
    desk: Visitor, app: Flask, app_world: World
) -> None:
    sent = issuing(desk, app_world.codes[0])
    first = desk.client.post("/jakaja/uusi", data=sent)
    again = desk.client.post("/jakaja/uusi", data={**sent, "birth_year": "1985", "children": "3"})
    assert again.location == first.location
    with session_factory_of(app)() as session:
        (card,) = session.scalars(select(Card)).all()
        assert (card.background.birth_year, card.children) == (1985, 3)


def test_another_code_is_a_clear_no_and_then_another_card(
    desk: Visitor, app: Flask, app_world: World
) -> None:
    first, second = app_world.codes[:2]
    sent = issuing(desk, first)
    desk.client.post("/jakaja/uusi", data=sent)
    answer = desk.client.post("/jakaja/uusi", data={**sent, "code": second})
    assert answer.status_code == 422
    assert codes_in_use(app) == [first]
    page = desk._arrive(answer)  # noqa: SLF001 - the answer to a form that is not on the page any more
    assert f"the card {first} was registered" in page.error_of("code").replace("\N{NO-BREAK SPACE}", "")
    assert page.value_of("birth_year") == "1984"
    assert page.value_of("card_id") != sent["card_id"]
    desk.submit(action="/jakaja/uusi")
    assert codes_in_use(app) == sorted([first, second])


def test_a_replacement_with_another_code_is_a_clear_no_and_then_the_other_code(
    desk: Visitor, app: Flask, app_world: World
) -> None:
    old, first, second = app_world.codes[:3]
    card = desk.client.post("/jakaja/uusi", data=issuing(desk, old)).location.partition("?")[0].rstrip("/")
    address = f"{card}/korvaa"
    sent = {**form_values(desk.open(address).form(address)), "code": first, "confirmed": "yes"}
    assert desk.client.post(address, data=sent).status_code == 303
    answer = desk.client.post(address, data={**sent, "code": second})
    assert answer.status_code == 422
    page = desk._arrive(answer)  # noqa: SLF001 - as above
    assert first in page.error_of("code")
    desk.submit({"confirmed": "yes"}, action=address)
    with session_factory_of(app)() as session:
        now = select(RegisteredCode.code).where(
            RegisteredCode.card_id.is_not(None), RegisteredCode.replaced_at.is_(None)
        )
        assert session.scalars(now).all() == [second]


def test_an_outing_goes_as_it_was_told_last(desk: Visitor, app: Flask) -> None:
    form = form_values(desk.open("/jakaja/retket/uusi").form("/jakaja/retket/uusi"))
    sent = {
        **form, "title_fi": "Retki", "place_fi": "Puisto", "meeting_place_fi": "Tori", "day": "1.12.2026",
        "time": "17.30", "meeting_time": "17.00", "last_day": "25.11.2026",
    }  # fmt: skip
    first = desk.client.post("/jakaja/retket/uusi", data=sent)
    assert first.status_code == 303
    again = desk.client.post("/jakaja/retket/uusi", data={**sent, "title_fi": "Retki museoon"})
    assert again.location == first.location
    with session_factory_of(app)() as session:
        assert [one.title["fi"] for one in session.scalars(select(Outing))] == ["Retki museoon"]


def test_the_same_program_twice_is_on_once(
    visitor: Callable[[], Visitor], app: Flask, app_world: World
) -> None:
    person = visitor()
    person.sign_in(app_world.venue)
    form = form_values(person.open("/kohde/lisaa-ohjelmaan").form("/kohde/lisaa-ohjelmaan"))
    for name in ("Konsertti", "Konsertti", "Toinen konsertti"):
        sent = {**form, "name_fi": name, "day": "1.12.2026"}
        assert person.client.post("/kohde/lisaa-ohjelmaan", data=sent).status_code == 303
    with session_factory_of(app)() as session:
        assert sorted(one.name["fi"] for one in session.scalars(select(Offer))) == [
            "Konsertti", "Toinen konsertti",
        ]  # fmt: skip
