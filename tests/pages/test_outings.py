"""A distributor announces an outing on its page; a holder joins with one tap on theirs."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World, add_actor, community_card, personal_card
from tests.support.holder_portal import new_phone, phone_with_card
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.cards.queries import CardInHand
from webapp.core.networks.models import Network

ANNOUNCED = {
    "title_en": "Kesäteatteri", "place_en": "Rantapuisto", "day": "27.11.2026", "time": "18.00",
    "meeting_place_en": "Linja-autoasema", "meeting_time": "17", "words_en": "Lopuksi kahvit.",
    "last_day": "26.11.2026",
}  # fmt: skip
Phone = tuple[Visitor, CardInHand]


@pytest.fixture
def phone(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Phone:
    """A phone whose card this distributor issued."""
    return phone_with_card(app, app_world, visitor, now=NOW)


@pytest.fixture
def tablet(app_world: World, visitor: Callable[[], Visitor]) -> Visitor:
    """The distributor's."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    return person


def announce(tablet: Visitor, **changes: str) -> str:
    """Announce the outing and give the address of its page."""
    tablet.open("/jakaja/retket/uusi")
    page = tablet.submit({**ANNOUNCED, **changes})
    assert "The outing has been announced." in page.text, page.text
    return page.path


def test_an_outing_is_announced_joined_left_and_cancelled(tablet: Visitor, phone: Phone) -> None:
    person, held = phone
    assert "No outings yet" in tablet.open("/jakaja/retket").text
    assert "No outings right now" in person.open("/oma/retket").text
    path = announce(tablet)
    assert "Nobody has joined yet." in tablet.open(path).text

    page = person.open("/oma/retket")
    for said in ("Kesäteatteri", "27 Nov 2026 at 18:00", "We meet at 17:00: Linja-autoasema", "kahvit",
                 "You can join until 26 Nov 2026 at 23:59."):  # fmt: skip
        assert said in page.text
    assert "You are coming along: Kesäteatteri." in person.submit(action="/mukaan").text
    assert "I am not coming after all" in person.open("/oma/retket").text

    page = tablet.open(path)
    assert "1 card comes along" in page.text
    assert "Take the community card along." in page.text
    assert held.code in page.text.replace(" ", "")
    assert "1 card comes along" in tablet.open("/jakaja/retket").text

    assert "You are no longer coming along" in person.submit(action="/pois").text
    assert "0 cards come along" in tablet.open(path).text
    person.submit(action="/mukaan")
    assert "The outing has been cancelled." in tablet.answer_yes("/peru").text
    page = person.open("/oma/retket")
    assert "This outing has been cancelled." in page.text
    assert "I am coming along" not in page.text


def test_a_late_tap_gets_a_kind_answer(tablet: Visitor, phone: Phone, clock: MovableClock) -> None:
    announce(tablet)
    person, _ = phone
    person.open("/oma/retket")
    clock.now = NOW.replace(day=27)
    assert "The time to join has ended. You are welcome next time." in person.submit(action="/mukaan").text
    assert "I am coming along" not in person.open("/oma/retket").text


def test_who_leaves_omakaiku_is_told_and_comes_along_no_more(tablet: Visitor, phone: Phone) -> None:
    path = announce(tablet)
    person, _ = phone
    assert "come along" not in person.open("/oma/poistu").text
    person.open("/oma/retket")
    person.submit(action="/mukaan")
    page = person.open("/oma/poistu")
    assert "You no longer come along to the outing that you joined." in page.text
    person.submit(action="/poistu")
    assert "0 cards come along" in tablet.open(path).text


def test_an_address_of_no_outing_leads_nowhere(phone: Phone) -> None:
    person, _ = phone
    token = person.open("/oma/tiedot").value_of("csrf_token")
    path = "/oma/retket/01900000-0000-7000-8000-000000000000/mukaan"
    assert person.client.post(path, data={"csrf_token": token}).status_code == 404


def test_another_distributor_sees_nothing_of_it(
    tablet: Visitor, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    path = announce(tablet)
    stranger = visitor()
    stranger.speak("en")
    stranger.sign_in(app_world.other_distributor)
    assert "Kesäteatteri" not in stranger.open("/jakaja/retket").text
    assert stranger.open(path).status == 404


def test_what_is_wrong_is_told_beside_its_field_and_the_rest_is_kept(tablet: Visitor) -> None:
    tablet.open("/jakaja/retket/uusi")
    page = tablet.submit({**ANNOUNCED, "day": "31.2.2027", "time": "late", "title_en": " "})
    assert page.status == 422
    assert page.error_of("day") == "Error: There is no such day as 31.2.2027. Check the day and the month."
    assert "Write the time as hours and minutes" in page.error_of("time")
    assert "Write what you go to see or do." in page.error_of("title_en")
    assert (page.value_of("day"), page.value_of("meeting_place_en")) == ("31.2.2027", "Linja-autoasema")
    page = tablet.submit({**ANNOUNCED, "meeting_time": "19.00"})
    assert "People have to meet before it begins." in page.error_of("meeting_time")
    page = tablet.submit({**ANNOUNCED, "day": "21.11.2026", "last_day": "21.11.2026"})
    assert page.status == 422
    assert "Choose today or a later day." in page.error_of("day")
    assert page.error_of("last_day")
    for far in ("1.1.0001", "31.12.9999"):
        page = tablet.submit({**ANNOUNCED, "day": far})
        assert (page.status, page.value_of("day")) == (422, far)
        assert page.error_of("day") == "Error: Write a day between the years 2000 and 2100."
    page = tablet.open("/jakaja/retket/uusi")
    page = tablet.submit({**ANNOUNCED, "venue": "999999"})
    assert "Choose one of the venues in the list." in page.error_of("venue")
    page = tablet.submit({**ANNOUNCED, "place_en": ""})
    assert page.status == 422
    assert page.error_of("place_en")


def test_one_can_join_until_people_meet_where_no_last_day_is_given(tablet: Visitor) -> None:
    path = announce(tablet, last_day="")
    assert "Joining is possible until 27 Nov 2026 at 17:00." in tablet.open(path).text


def test_an_outing_to_a_venue_tells_its_name(tablet: Visitor, app_world: World) -> None:
    venue = app_world.venue.organisation
    path = announce(tablet, place_en="", venue=str(venue.id), audience="network")
    text = tablet.open(path).text
    assert venue.name["fi"] in text
    assert "For all cards of the network" in text


def test_a_form_sent_twice_announces_once(tablet: Visitor) -> None:
    page = tablet.open("/jakaja/retket/uusi")
    sent = {**ANNOUNCED, "audience": "own_cards", "venue": "", "outing_id": page.value_of("outing_id"),
            "csrf_token": page.value_of("csrf_token")}  # fmt: skip
    locations = {tablet.client.post("/jakaja/retket/uusi", data=sent).headers["Location"] for _ in range(2)}
    assert len(locations) == 1
    assert tablet.open("/jakaja/retket").text.count("Kesäteatteri") == 1


def test_my_data_tells_of_outings(tablet: Visitor, phone: Phone) -> None:
    announce(tablet)
    person, _ = phone
    person.open("/oma/retket")
    person.submit(action="/mukaan")
    assert "Outing on 27 Nov 2026 Kesäteatteri: joined 22 Nov 2026" in person.open("/oma/tiedot").text
    data = json.loads(person.submit(action="/tiedot.json").response.text)
    assert [(one["outing"], one["left_at"]) for one in data["outings"]] == [("Kesäteatteri", None)]


def test_an_identity_code_is_refused_and_the_offices_phone_number_is_not(tablet: Visitor) -> None:
    tablet.open("/jakaja/retket/uusi")
    page = tablet.submit({**ANNOUNCED, "words_en": "Kysy: 131052-308T"})
    assert page.status == 422
    assert page.error_of("words_en")
    assert (
        "The outing has been announced." in tablet.submit({**ANNOUNCED, "words_en": "Soita 08 1234567"}).text
    )


def test_a_community_cards_phone_sees_outings_and_is_told_who_joins(
    tablet: Visitor, app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    announce(tablet)
    with session_factory_of(app).begin() as session:
        held = community_card(
            session, app_world.distributor, app_world.codes[3], now=NOW, until=date(2027, 6, 1)
        )
        token = new_phone(session, app_world.distributor, held, now=NOW)
    person = visitor()
    person.speak("en")
    person.client.set_cookie("card", token)
    text = person.open("/oma/retket").text
    assert "Each person joins with their own card." in text
    assert "I am coming along" not in text


def test_a_phone_whose_card_was_lost_is_led_to_the_cards_page(phone: Phone) -> None:
    person, _ = phone
    person.open("/oma/kadonnut")
    person.submit()
    for path in ("/oma/retket", "/oma/vinkit"):
        assert person.open(path).path == "/oma"


def test_who_joined_still_sees_an_outing_whose_audience_was_narrowed_and_leaves_it(
    app: Flask, app_world: World, tablet: Visitor, visitor: Callable[[], Visitor]
) -> None:
    with session_factory_of(app).begin() as session:
        network = session.get_one(Network, app_world.kainuu)
        neighbour = add_actor(session, "distributor", now=NOW, network=network, municipality="205")
        held = personal_card(session, neighbour, app_world.codes[4], now=NOW)
        token = new_phone(session, neighbour, held, now=NOW)
    path = announce(tablet, audience="network")
    person = visitor()
    person.speak("en")
    person.client.set_cookie("card", token)
    person.open("/oma/retket")
    person.submit(action="/mukaan")
    tablet.open(f"{path}/muuta")
    assert "The outing has been changed." in tablet.submit({"audience": "own_cards"}).text
    assert "I am not coming after all" in person.open("/oma/retket").text
    assert "Do you not come along after all?" in person.submit(action="/pois").text  # there is no way back
    assert "You are no longer coming along" in person.submit(action="/pois").text
    assert "No outings right now" in person.open("/oma/retket").text
    assert "Nobody has joined yet." in tablet.open(path).text


def test_an_outing_is_changed_after_the_last_day_to_join_and_after_people_have_met(
    tablet: Visitor, app_world: World, clock: MovableClock
) -> None:
    path = announce(tablet, last_day="24.11.2026")
    clock.now = NOW.replace(day=25)
    tablet.sign_in(app_world.distributor)
    tablet.open(f"{path}/muuta")
    assert "The outing has been changed." in tablet.submit({"meeting_place_en": "Satama"}).text
    tablet.open(f"{path}/muuta")
    assert "Choose today or a later day." in tablet.submit({"last_day": "23.11.2026"}).error_of("last_day")
    clock.now = NOW.replace(day=27, hour=15, minute=30)  # they have met, it begins in half an hour
    tablet.sign_in(app_world.distributor)
    tablet.open(f"{path}/muuta")
    assert "The outing has been changed." in tablet.submit({"words_en": "Teatteri on auki."}).text


def test_leaving_what_was_never_joined_gives_no_way_into_it(tablet: Visitor, phone: Phone) -> None:
    path = announce(tablet).replace("/jakaja", "/oma")
    person, _ = phone
    token = person.open("/oma/tiedot").value_of("csrf_token")
    person.client.post(f"{path}/pois", data={"csrf_token": token})
    assert "Undo" not in person.open("/oma/retket").text


def test_an_hour_that_summer_time_leaves_out_is_told(tablet: Visitor) -> None:
    tablet.open("/jakaja/retket/uusi")
    page = tablet.submit({**ANNOUNCED, "day": "28.3.2027", "time": "3.30", "meeting_time": "2.30"})
    assert "There is no such time that day" in page.error_of("time")
    assert not page.error_of("meeting_time")
