"""Issuing a card: one page, and every refusal beside its field with what was typed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import NOW, MovableClock
from tests.factories import KAJAANI, World, add_actor, personal_card
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.cards.models import DECLINED, Background, Card, Category
from webapp.core.networks.models import Network

ANSWERS = {"birth_year": "1984", "postal_code": "87100", "children": "2"}
OLD = "A999123453"


@pytest.fixture
def tablet(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """A distributor's worker with the page for issuing open."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    person.open("/jakaja/uusi")
    return person


def issue(tablet: Visitor, **fields: str) -> Page:
    """Send the page with good answers but for those named."""
    return tablet.submit({**ANSWERS, **fields}, action="/jakaja/uusi")


def cards(app: Flask) -> int:
    with session_factory_of(app)() as session:
        return session.scalar(select(func.count()).select_from(Card)) or 0


def test_the_last_valid_day_is_shown_before_saving(tablet: Visitor) -> None:
    assert tablet.page is not None
    assert "Last valid day 22 Nov 2027" in tablet.page.text


def test_a_card_needs_at_most_eight_inputs(tablet: Visitor) -> None:
    assert tablet.page is not None
    form = tablet.page.form("/jakaja/uusi")
    names = {
        one.get("name")
        for one in form.iter()
        if one.tag in {"input", "select"} and one.get("type") not in {"hidden", "file"}
    }
    assert len(names) == 8


def test_an_issued_card_tells_what_to_write_on_it(tablet: Visitor, app_world: World) -> None:
    page = issue(tablet, code=app_world.codes[0])
    assert page.h1 == "The card is in use"
    assert "Write this on the card" in page.text
    assert "Issued 22 Nov 2026 Last valid day 22 Nov 2027 Number of children 2" in page.text
    assert "name is written on the card by hand, and nowhere else" in page.text
    assert "Put the card on a phone" in page.text


def test_an_old_code_without_check_digit_is_issued_as_typed_with_spaces(tablet: Visitor) -> None:
    assert issue(tablet, code="a 999 123 453").h1 == "The card is in use"


def test_a_card_for_the_phone_only_has_nothing_to_write(tablet: Visitor) -> None:
    page = issue(tablet, carrier="phone")
    assert page.h1 == "The card is in use"
    assert "Write this on the card" not in page.text
    assert "Put the card on a phone" in page.text


def test_nothing_is_answered_that_nobody_has_said(tablet: Visitor) -> None:
    assert tablet.page is not None
    asked = ("birth_year", "postal_code", "children", "mother_tongue", "gender", "life_situation")
    assert [tablet.page.value_of(name) for name in asked] == [""] * 6


def test_what_was_not_asked_is_told_from_what_somebody_does_not_want_to_say(
    tablet: Visitor, app: Flask, app_world: World
) -> None:
    with session_factory_of(app)() as session:
        of_gender = select(Category.id).where(Category.kind == "gender", Category.code == DECLINED)
        declined = session.scalars(of_gender).one()
    issue(tablet, code=app_world.codes[0], gender=str(declined))
    with session_factory_of(app)() as session:
        row = session.scalars(select(Background)).one()
    assert (row.mother_tongue_id, row.gender_id, row.life_situation_id) == (None, declined, None)


def test_the_enter_of_a_browser_without_scripts_issues_nothing(
    tablet: Visitor, app: Flask, app_world: World
) -> None:
    page = issue(tablet, code=app_world.codes[0], birth_year="", entered="yes")
    assert (page.status, page.h1, page.value_of("code")) == (200, "Issue a card", app_world.codes[0])
    assert [one.get("id") for one in page.root.iter("input") if one.get("autofocus") is not None] == [
        "birth_year"
    ]
    assert cards(app) == 0


def test_the_page_says_what_the_client_is_told(tablet: Visitor) -> None:
    assert tablet.page is not None
    for told in (
        "if money is tight",
        "valid until 22 Nov 2027",
        "along every time",
        "who you are",
        "QR code",
    ):
        assert told in tablet.page.text


def test_turning_sixteen_this_year_is_enough(tablet: Visitor, app_world: World) -> None:
    assert issue(tablet, code=app_world.codes[0], birth_year="2010").h1 == "The card is in use"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("code", "", "Write the code of the card"),
        ("code", "A12", "one letter and nine digits"),
        ("code", "A111111111", "no such code in the register"),
        ("birth_year", "2011", "people who turn 16 this year"),
        ("birth_year", "1884", "Check the year of birth"),
        ("birth_year", "84", "Check the year of birth"),
        ("birth_year", "2027", "Check the year of birth"),
        ("birth_year", "long ago", "whole number"),
        ("birth_year", "1.1.1961", "1.1.1961 is a day"),
        ("birth_year", "", "with four digits"),
        ("postal_code", "00000", "no such postal code"),
        ("postal_code", "8710", "no such postal code"),
        ("postal_code", "", "with five digits"),
        ("children", "21", "from 0 to 20"),
        ("children", "-1", "whole number"),
        ("children", "", "or 0"),
    ],
)
def test_a_refusal_is_shown_at_its_field_and_keeps_what_was_typed(
    tablet: Visitor, app: Flask, app_world: World, field: str, typed: str, words: str
) -> None:
    page = issue(tablet, **{"code": app_world.codes[0], field: typed})
    assert page.status == 422
    assert words in page.error_of(field)
    sent = {**ANSWERS, "code": app_world.codes[0], field: typed}
    assert {name: page.value_of(name) for name in sent} == sent
    assert "There is a problem" in page.text
    assert cards(app) == 0


def test_a_code_of_another_network_is_refused(tablet: Visitor, app_world: World) -> None:
    page = issue(tablet, code=app_world.other_codes[0])
    assert page.status == 422
    assert "another network" in page.error_of("code")
    assert page.value_of("code") == app_world.other_codes[0]


def test_a_code_of_another_office_s_card_is_refused(tablet: Visitor, app: Flask, app_world: World) -> None:
    with session_factory_of(app).begin() as session:
        network = session.get_one(Network, app_world.kainuu)
        neighbour = add_actor(session, "distributor", now=NOW, network=network, municipality=KAJAANI)
        personal_card(session, neighbour, OLD, now=NOW)
    page = issue(tablet, code=OLD)
    assert page.status == 422
    assert "already in use" in page.error_of("code")


def test_a_wrong_check_digit_is_told_from_an_unknown_code(tablet: Visitor, app_world: World) -> None:
    code = app_world.codes[0]
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    page = issue(tablet, code=wrong)
    assert page.status == 422
    assert "One of the characters in the code is wrong" in page.error_of("code")


def test_a_postal_code_may_have_a_space(tablet: Visitor, app_world: World) -> None:
    assert issue(tablet, code=app_world.codes[0], postal_code="87 100").h1 == "The card is in use"


def test_every_choice_is_kept_when_something_else_is_wrong(tablet: Visitor, app_world: World) -> None:
    assert tablet.page is not None
    options = [one.get("value", "") for one in tablet.page.form("/jakaja/uusi").iter("option")]
    gender = next(one for one in options if one)
    page = issue(tablet, carrier="phone", postal_code="99999", mother_tongue=gender)
    assert (page.value_of("carrier"), page.value_of("mother_tongue")) == ("phone", gender)


def test_the_postal_code_tells_its_municipality_back(tablet: Visitor) -> None:
    page = issue(tablet, code="A111111111", postal_code="65100")
    assert "Municipality: Vasa" in page.text or "Municipality: Vaasa" in page.text


def test_the_municipality_is_told_while_typing(tablet: Visitor) -> None:
    assert tablet.page is not None
    token = tablet.page.value_of("csrf_token")
    ask = {"csrf_token": token, "postal_code": "87100"}
    answer = tablet.client.post("/jakaja/postinumero", data=ask)
    assert answer.text.strip() == "Municipality: Kajaani"
    answer = tablet.client.post("/jakaja/postinumero", data={**ask, "postal_code": "00000"})
    assert "no such postal code" in answer.text


def test_sending_the_same_page_twice_issues_one_card(tablet: Visitor, app: Flask, app_world: World) -> None:
    page = tablet.page
    issue(tablet, code=app_world.codes[0])
    tablet.page = page
    assert issue(tablet, code=app_world.codes[0]).h1 == "The card is in use"
    tablet.page = page
    assert issue(tablet, carrier="phone").h1 == "The card is in use"
    assert cards(app) == 1


def test_a_trial_shows_its_own_last_day(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.trial_distributor)
    assert "Last valid day 31 Mar 2027" in person.open("/jakaja/uusi").text
    page = issue(person, code=app_world.trial_codes[0])
    assert "Last valid day 31 Mar 2027" in page.text


def test_a_trial_that_has_ended_says_so_instead_of_the_form(
    visitor: Callable[[], Visitor], app_world: World, clock: MovableClock
) -> None:
    clock.now = NOW + timedelta(days=200)
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.trial_distributor)
    page = person.open("/jakaja/uusi")
    assert "The trial here ended on 31 Mar 2027" in page.text
    assert "birth_year" not in page.body


def test_nothing_on_the_page_asks_for_a_name(tablet: Visitor) -> None:
    assert tablet.page is not None
    form = tablet.page.form("/jakaja/uusi")
    assert not [one for one in form.iter("input") if "name" in one.get("id", "")]


def test_a_venue_issues_nothing(visitor: Callable[[], Visitor], app_world: World) -> None:
    person = visitor()
    person.sign_in(app_world.venue)
    assert [person.open(path).status for path in ("/jakaja/", "/jakaja/uusi", "/jakaja/yhteison-kortti")] == [
        403
    ] * 3
