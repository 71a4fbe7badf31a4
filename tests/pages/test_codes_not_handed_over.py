"""A code whose batch is not marked as handed over: one question, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.factories import World, personal_card
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.cards.batches import BatchOrder, hand_over_batch, make_batch
from webapp.core.cards.models import RegisteredCode

ANSWERS = {"birth_year": "1984", "postal_code": "87100", "children": "2"}
ASKED = "not marked as handed over to your network. Is the card in your hand?"


@pytest.fixture
def batch(app: Flask, app_world: World) -> int:
    """A batch that is at the printer's, as far as the register knows."""
    with session_factory_of(app).begin() as session:
        return make_batch(session, app_world.office, BatchOrder(app_world.kainuu, "M", 3), now=NOW).id


@pytest.fixture
def codes(app: Flask, batch: int) -> list[str]:
    """Its codes."""
    with session_factory_of(app)() as session:
        of_batch = select(RegisteredCode.code).where(RegisteredCode.batch_id == batch)
        return list(session.scalars(of_batch.order_by(RegisteredCode.code)))


@pytest.fixture
def tablet(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """A distributor's worker with the page for issuing open."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    person.open("/jakaja/uusi")
    return person


def issue(tablet: Visitor, code: str, **fields: str) -> Page:
    return tablet.submit({**ANSWERS, "code": code, **fields}, action="/jakaja/uusi")


def test_nothing_is_asked_before_such_a_code_is_sent(tablet: Visitor) -> None:
    assert tablet.page is not None
    assert "in my hand" not in tablet.page.text


def test_it_is_asked_once_and_all_that_was_typed_is_kept(tablet: Visitor, codes: list[str]) -> None:
    page = issue(tablet, f"{codes[0][:4]} {codes[0][4:]}", birth_year="1971")
    assert page.status == 422
    assert ASKED in page.error_of("code")
    assert (page.value_of("birth_year"), page.value_of("children")) == ("1971", "2")
    page = tablet.submit({"in_hand": codes[0]}, action="/jakaja/uusi")
    assert page.h1 == "The card is in use"


def test_an_answer_is_about_its_own_code_only(tablet: Visitor, codes: list[str]) -> None:
    issue(tablet, codes[0])
    page = issue(tablet, codes[1], in_hand=codes[0])
    assert ASKED in page.error_of("code")
    assert issue(tablet, codes[1], in_hand=codes[1]).h1 == "The card is in use"


def test_an_answer_stays_while_something_else_is_put_right(tablet: Visitor, codes: list[str]) -> None:
    issue(tablet, codes[0])
    page = issue(tablet, codes[0], in_hand=codes[0], postal_code="00000")
    assert "no such postal code" in page.error_of("postal_code")
    assert page.value_of("in_hand") == codes[0]
    assert tablet.submit({"postal_code": "87100"}, action="/jakaja/uusi").h1 == "The card is in use"


def test_a_batch_that_is_handed_over_and_an_old_series_ask_nothing(
    tablet: Visitor, app: Flask, app_world: World, batch: int, codes: list[str]
) -> None:
    with session_factory_of(app).begin() as session:
        hand_over_batch(session, app_world.office, batch, now=NOW)
    assert issue(tablet, codes[0]).h1 == "The card is in use"
    tablet.open("/jakaja/uusi")
    assert issue(tablet, "A999123453").h1 == "The card is in use"


def test_it_is_asked_of_a_community_card_and_of_a_new_code_too(
    tablet: Visitor, app: Flask, app_world: World, codes: list[str]
) -> None:
    tablet.open("/jakaja/yhteison-kortti")
    page = tablet.submit({"code": codes[0], "valid_until": "1.2.2028"}, action="/yhteison-kortti")
    assert ASKED in page.error_of("code")
    assert page.value_of("valid_until") == "1.2.2028"
    assert tablet.submit({"in_hand": codes[0]}, action="/yhteison-kortti").h1 == "The card is in use"
    with session_factory_of(app).begin() as session:
        card = personal_card(session, app_world.distributor, app_world.codes[0], now=NOW).card.id
    tablet.open(f"/jakaja/kortti/{card}/korvaa")
    assert ASKED in tablet.submit({"code": codes[1]}, action="/korvaa").error_of("code")
    assert "Replace with a new card?" in tablet.submit({"in_hand": codes[1]}, action="/korvaa").text
    assert "The card has a new code" in tablet.submit(action="/korvaa").text


def test_read_at_the_desk_it_is_asked_about_before_anything_is_filled_in(
    tablet: Visitor, codes: list[str]
) -> None:
    tablet.open("/jakaja/lue")
    page = tablet.submit({"code": codes[0]}, action="/jakaja/lue")
    assert (page.path, page.value_of("code"), page.value_of("in_hand")) == ("/jakaja/uusi", codes[0], "")
    assert ASKED in page.text
    assert tablet.submit({**ANSWERS, "in_hand": codes[0]}, action="/jakaja/uusi").h1 == "The card is in use"
