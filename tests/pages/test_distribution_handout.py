"""A sheet to print for the client: in the client's language, with the places near home."""

from collections.abc import Callable

from flask import Flask

from tests.conftest import NOW
from tests.factories import World, community_card, personal_card
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.languages import LocalisedText
from webapp.core.partners.contacts import NewContacts, write_contacts


def test_the_hand_out_is_in_the_clients_language_and_names_no_one(
    visitor: Callable[[], Visitor], app: Flask, app_world: World
) -> None:
    with session_factory_of(app).begin() as session:
        card = personal_card(session, app_world.distributor, "A999123453", now=NOW, children=2).card.id
        told = NewContacts(phone="08 615 5411", hours=LocalisedText(fi="ma–pe klo 9–15"))
        write_contacts(session, app_world.distributor, told, now=NOW)
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    person.open(f"/jakaja/kortti/{card}/")
    page = person.follow("/opas")
    assert page.h1 == "Your Kaikukortti"
    assert "valid until 22 Nov 2027" in page.text
    venue = app_world.venue.organisation.name["fi"]
    assert venue in page.text.replace("\N{SOFT HYPHEN}", "")
    assert "ma–pe klo 9–15" in page.text
    assert not any(fact in page.text for fact in ("1984", "87100"))
    swedish = person.open(f"/jakaja/kortti/{card}/opas?language=sv")
    assert (swedish.h1, "Print the hand-out" in swedish.text) == ("Ditt Kaikukort", True)


def test_a_community_card_has_no_hand_out(
    visitor: Callable[[], Visitor], app: Flask, app_world: World
) -> None:
    with session_factory_of(app).begin() as session:
        until = NOW.date().replace(year=2027)
        card = community_card(session, app_world.distributor, "A999123453", now=NOW, until=until).card.id
    person = visitor()
    person.sign_in(app_world.distributor)
    assert person.open(f"/jakaja/kortti/{card}/opas").status == 404
