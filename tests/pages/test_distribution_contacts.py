"""How a distributor is reached: written by its contact person, read by cardholders who need a card."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW, MovableClock
from tests.factories import World, add_account
from tests.support.holder_portal import phone_with_card
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import Replacement, replace_card, stop_card
from webapp.core.cards.validity import CardStatus
from webapp.core.languages import LocalisedText
from webapp.core.partners.contacts import NewContacts, write_contacts
from webapp.core.partners.models import Membership
from webapp.core.partners.queries import actor_of

ADDRESS = "/jakaja/yhteystiedot"
SAID = NewContacts(
    "08 0000 101", "office@jakaja.example", "Torikatu 1", LocalisedText(fi="ma–pe klo 9–15", en="Mondays")
)


@pytest.fixture
def person(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """The distributor's contact person."""
    found = visitor()
    found.speak("en")
    found.sign_in(app_world.distributor)
    return found


@pytest.fixture
def said(app: Flask, app_world: World) -> None:
    """The distributor has said how it is reached."""
    with session_factory_of(app).begin() as session:
        write_contacts(session, app_world.distributor, SAID, now=NOW)


def test_it_is_written_once_and_kept_for_the_next_time(app: Flask, person: Visitor) -> None:
    assert ADDRESS in person.open("/lisaa").links()
    person.open(ADDRESS)
    page = person.submit(
        {"phone": " 08  0000 101", "address": "Torikatu 1", "hours_fi": "ma–pe", "hours_sv": "mån–fre"},
        action=ADDRESS,
    )
    assert "Saved. Cardholders now see it" in page.text
    assert (page.value_of("phone"), page.value_of("hours_sv")) == ("08 0000 101", "mån–fre")
    person.submit({}, action=ADDRESS)  # sent again as it is
    with session_factory_of(app)() as session:
        written = select(AuditRecord).where(AuditRecord.event == "contacts_written")
        assert len(session.scalars(written).all()) == 1


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("phone", "call us", "Error: Check the phone number"),
        ("phone", "1" * 31, "Error: Write at most 30 characters."),
        ("phone", "0----------", "Error: Check the phone number"),
        ("email", "office", "Error: Check the e-mail address"),
        ("email", "a@b.fi?subject=x.y", "Error: Check the e-mail address"),
        ("email", "a?bcc=x.fi&body=z@b.fi", "Error: Check the e-mail address"),
        ("email", "a%0d%0aBcc:x@b.fi", "Error: Check the e-mail address"),
        ("email", '"><svg/onload=x>@b.fi', "Error: Check the e-mail address"),
        ("email", "a@b.fi,c", "Error: Check the e-mail address"),
        ("address", "x" * 201, "Error: Write at most 200 characters."),
        ("hours_en", "x" * 201, "Error: Write at most 200 characters."),
    ],
)
def test_what_nobody_could_use_is_told_beside_its_field(
    person: Visitor, field: str, typed: str, error: str
) -> None:
    person.open(ADDRESS)
    page = person.submit({field: typed}, action=ADDRESS)
    assert (page.status, page.value_of(field)) == (422, typed)
    assert error in page.error_of(field)


def test_it_is_the_contact_persons_to_write(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    with session_factory_of(app).begin() as session:
        account = add_account(session, now=NOW)
        ours = app_world.distributor.organisation.id
        session.add(Membership(account_id=account.id, organisation_id=ours, since=NOW))
        session.flush()
        colleague = actor_of(session, account_id=account.id, organisation_id=ours)
    assert colleague is not None
    somebody = visitor()
    somebody.sign_in(colleague)
    assert ADDRESS not in somebody.open("/lisaa").links()
    assert somebody.open(ADDRESS).status == 403


@pytest.mark.usefixtures("said")
def test_a_card_that_was_closed_says_where_to_get_a_new_one_and_how_to_reach_them(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    phone, held = phone_with_card(app, app_world, visitor, now=NOW)
    assert "08 0000 101" not in phone.open("/oma").text
    with session_factory_of(app).begin() as session:
        stop_card(session, app_world.distributor, held.card.id, status=CardStatus.ENDED, now=NOW)
    page = phone.open("/oma")
    for told in (app_world.distributor.organisation.name["fi"], "08 0000 101", "Torikatu 1", "Mondays"):
        assert told in page.text
    assert {"tel:080000101", "mailto:office@jakaja.example"} <= set(page.links())


@pytest.mark.usefixtures("said")
def test_a_card_near_its_end_and_past_it_says_how_to_reach_who_renews_it(
    app: Flask, app_world: World, visitor: Callable[[], Visitor], clock: MovableClock
) -> None:
    phone, _ = phone_with_card(app, app_world, visitor, now=NOW)
    for days in (340, 370, 800):
        clock.now = NOW + timedelta(days=days)
        assert phone.open("/oma").text.count("08 0000 101") == 1


@pytest.mark.usefixtures("said")
def test_whoever_holds_a_lost_phone_does_not_read_which_office_it_was(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    phone, held = phone_with_card(app, app_world, visitor, now=NOW)
    with session_factory_of(app).begin() as session:
        replacement = Replacement(held.code, app_world.codes[1])
        replace_card(session, app_world.distributor, held.card.id, replacement=replacement, now=NOW)
    page = phone.open("/oma")
    assert "08 0000 101" not in page.text
    assert app_world.distributor.organisation.name["fi"] not in page.text


def test_what_to_bring_languages_and_website_are_read_where_cards_are_given_out(
    person: Visitor, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    person.open(ADDRESS)
    typed = {
        "bring_en": "Nothing at all.",
        "website": "www.jakaja.example",
        "languages": "sv",
        "phone": "08 0000 101",
    }
    page = person.submit(typed, action=ADDRESS)
    assert page.value_of("website") == "https://www.jakaja.example"
    seen = visitor()
    seen.speak("en")
    page = seen.open(f"/alueet/{app_world.kainuu}")
    assert "https://www.jakaja.example" in page.links()
    for said in ("Nothing at all.", "Served in: Swedish", "08 0000 101"):
        assert said.replace(" ", "") in page.text.replace("\xa0", "").replace(" ", "")
    page = person.submit({"website": "no", "bring_en": "x" * 201}, action=ADDRESS)
    assert page.status == 422
    assert page.error_of("website")
    assert page.error_of("bring_en")
