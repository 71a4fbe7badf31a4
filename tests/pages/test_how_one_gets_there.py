"""What holders read of a place in their language: address, hours, tickets, times; what staff change later."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World
from tests.support.holder_portal import phone_with_card
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.partners.models import Organisation

SAID = {
    "address": "Kauppakatu 1, Kajaani", "hours_fi": "ti–su 11–17", "phone": "08 0000 123",
    "email": "liput@demo.example", "tickets_by_phone": "y", "tickets_at_door": "y",
    "ticket_agency": "Lippula", "tickets_sv": "Visa kortet i kassan.",
}  # fmt: skip
OUTING = {
    "title_en": "Kesäteatteri", "place_en": "Rantapuisto", "day": "27.11.2026", "time": "18.00",
    "meeting_place_en": "Linja-autoasema", "meeting_time": "17",
}  # fmt: skip


@pytest.fixture
def at_venue(app_world: World, visitor: Callable[[], Visitor]) -> Visitor:
    return _signed_in(visitor(), app_world.venue)


def _signed_in(person: Visitor, actor: object) -> Visitor:
    person.speak("en")
    person.sign_in(actor)  # type: ignore[arg-type]  # one of the world's
    return person


def test_a_place_says_where_it_is_when_it_is_open_and_how_one_gets_a_ticket(
    at_venue: Visitor, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    at_venue.open("/kohde/tiedot")
    page = at_venue.submit(SAID, action="/kohde/tiedot")
    assert "Saved." in page.text
    assert page.value_of("hours_fi") == "ti–su 11–17"
    reader = visitor()
    reader.speak("fi")
    page = reader.open(f"/kohteet/{app_world.venue.organisation.id}")
    for said in (
        "Kauppakatu 1, Kajaani",
        "ti–su 11–17",
        "08 0000 123",
        "Ovelta",
        "Lippula",
        "Vain ruotsiksi",
    ):
        assert said in page.text
    assert "Vain ruotsiksi" in page.text
    assert '<div lang="sv">' in page.body
    assert "Vain suomeksi" not in page.text
    assert {"tel:080000123", "mailto:liput@demo.example"} <= page.links()
    assert page.response.headers["Kaikukortti-Page"] == "place"  # the phone keeps it for no network
    reader.speak("sv")
    page = reader.open(f"/kohteet/{app_world.venue.organisation.id}")
    assert "Endast på finska" in page.text
    assert '<div lang="fi">' in page.body


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("Kauppakatu 1", "Kauppakatu 1, Kajaani"), ("Kauppakatu 1, 87100 KAJANA", "Kauppakatu 1, 87100 KAJANA")],
)
def test_an_address_names_its_municipality_once(
    *, at_venue: Visitor, app_world: World, visitor: Callable[[], Visitor], typed: str, shown: str
) -> None:
    at_venue.open("/kohde/tiedot")
    at_venue.submit({**SAID, "address": typed}, action="/kohde/tiedot")
    page = visitor().open(f"/kohteet/{app_world.venue.organisation.id}")
    said = [" ".join("".join(one.itertext()).split()) for one in page.root.iter("p")]
    assert [one for one in said if one.startswith("Kauppakatu")] == [shown]


def test_what_is_at_home_in_no_municipality_names_its_area(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    with session_factory_of(app).begin() as session:
        venue = session.get_one(Organisation, app_world.venue.organisation.id)
        venue.municipality_code, venue.municipality = None, None
        assert venue.network
        area = venue.network.name.text_in("fi")
    for path in (f"/kohteet/{app_world.venue.organisation.id}", "/kohteet"):
        assert f"· {area}" in visitor().open(path).text


def test_a_way_to_get_tickets_wants_what_it_needs_and_the_rest_is_kept(at_venue: Visitor) -> None:
    at_venue.open("/kohde/tiedot")
    page = at_venue.submit(
        {**SAID, "phone": "", "tickets_by_email": "y", "email": "x"}, action="/kohde/tiedot"
    )
    assert page.status == 422
    assert "Write the phone number" in page.error_of("tickets_by_phone")
    assert page.value_of("address") == "Kauppakatu 1, Kajaani"
    page = at_venue.submit({"phone": "08 0000 123"}, action="/kohde/tiedot")
    assert (page.status, bool(page.error_of("email"))) == (422, True)


def test_an_event_has_its_time_and_can_be_changed_and_used_again(
    at_venue: Visitor, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    at_venue.open("/kohde/lisaa-ohjelmaan")
    page = at_venue.submit({"name_fi": "Yöjuna", "begins_at": "18"}, action="/kohde/lisaa-ohjelmaan")
    assert "Choose the day, too" in page.error_of("begins_at")
    page = at_venue.submit({"day": "30.11.2026"}, action="/kohde/lisaa-ohjelmaan")
    assert "30 Nov 2026 at 18:00" in page.text
    asked = at_venue.follow("/kohde/ohjelma/")
    assert (asked.value_of("name_fi"), asked.value_of("begins_at")) == ("Yöjuna", "18:00")
    page = at_venue.submit({"name_fi": "x" * 81}, action=asked.path)
    assert (page.status, page.value_of("name_fi")) == (422, "x" * 81)
    page = at_venue.submit({"name_fi": "Aamujuna", "begins_at": "9.30"}, action=asked.path)
    assert "Aamujuna has been changed." in page.text
    assert "30 Nov 2026 at 09:30" in page.text
    page = at_venue.follow("malli=")
    assert page.value_of("name_fi") == "Aamujuna"
    place = visitor().open(f"/kohteet/{app_world.venue.organisation.id}")
    assert "30.11.2026 klo 9.30" in place.text
    other = _signed_in(visitor(), app_world.other_venue)
    assert other.open(asked.path).status == 404


def test_an_outing_is_changed_who_comes_along_sees_it_and_the_next_one_begins_from_it(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    phone, _ = phone_with_card(app, app_world, visitor, now=NOW)
    tablet = _signed_in(visitor(), app_world.distributor)
    tablet.open("/jakaja/retket/uusi")
    path = tablet.submit({**OUTING, "last_day": "26.11.2026"}).path
    phone.open("/oma/retket")
    phone.submit(action="/mukaan")
    page = tablet.follow("/muuta")
    assert (page.value_of("day"), page.value_of("last_day")) == ("27 Nov 2026", "26 Nov 2026")
    page = tablet.submit({"meeting_time": "19.00"})
    assert (page.status, page.value_of("title_en")) == (422, "Kesäteatteri")
    page = tablet.submit({"meeting_time": "16.30"})
    assert (page.path, "The outing has been changed." in page.text) == (path, True)
    page = phone.open("/oma/retket")
    assert "Changed on 22 Nov 2026 at 12:05" in page.text
    assert "We meet at 16:30" in page.text
    page = tablet.open("/jakaja/retket/uusi")
    assert (page.value_of("meeting_place_en"), page.value_of("title_en")) == ("Linja-autoasema", "")
    tablet.open(path)
    page = tablet.follow("malli=")
    assert (page.value_of("title_en"), page.value_of("day")) == ("Kesäteatteri", "")
    asked = page.value_of("time"), page.value_of("meeting_time")
    assert asked == ("18:00", "16:30")
    tablet.open(path)
    tablet.answer_yes("/peru")
    tablet.open(f"{path}/muuta")
    assert tablet.submit({"meeting_time": "16"}).status == 422


def test_a_tip_is_changed_used_again_and_says_its_language(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    phone, _ = phone_with_card(app, app_world, visitor, now=NOW)
    office = _signed_in(visitor(), app_world.coordinator)
    office.open("/alue/anna-vinkki")
    tip = {"title_fi": "Konsertti", "text_fi": "Kuoro laulaa.", "shown_until": "24.12.2026"}
    office.submit(tip, action="/alue/anna-vinkki")
    page = office.follow("/alue/vinkit/")
    assert (page.value_of("title_fi"), page.value_of("shown_until")) == ("Konsertti", "24 Dec 2026")
    page = office.submit({"title_fi": "", "text_fi": "Kuoro soittaa."}, action=page.path)
    assert (page.status, page.value_of("text_fi")) == (422, "Kuoro soittaa.")
    page = office.submit({"title_fi": "Soitto"}, action=page.path)
    assert "The tip has been changed." in page.text
    assert office.follow("malli=").value_of("title_fi") == "Soitto"
    page = phone.open("/oma/vinkit")
    assert "Soitto" in page.text
    assert "In Finnish only" in page.text
    path = office.open("/alue/vinkit").form("/poista").get("action", "").removesuffix("/poista")
    stranger = _signed_in(visitor(), app_world.office)
    assert stranger.open(path.replace("/alue/", "/keskus/")).status == 404
