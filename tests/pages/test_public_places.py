"""Where to go: searched by everybody, described by the venues."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.languages import LocalisedText
from webapp.core.offers.actions import NewOffer, add_offer
from webapp.core.offers.descriptions import NewDescription, describe_venue
from webapp.core.offers.models import OfferKind
from webapp.core.partners.desks import own_desk
from webapp.core.partners.models import Organisation


@pytest.fixture
def somebody(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Visitor:
    """Who reads English; the venue in Kajaani is Äänitalo, where there is swimming and an opera."""
    with session_factory_of(app).begin() as session:
        session.get_one(Organisation, app_world.venue.organisation.id).name = LocalisedText(fi="Äänitalo")
        add_offer(
            session, own_desk(app_world.venue), NewOffer(LocalisedText(fi="Uinti"), OfferKind.TICKET), now=NOW
        )
        day = NOW.date() + timedelta(days=2)
        add_offer(
            session,
            own_desk(app_world.venue),
            NewOffer(LocalisedText(fi="Yöooppera"), OfferKind.TICKET, day),
            now=NOW,
        )
    found = visitor()
    found.speak("en")
    return found


def address(world: World) -> str:
    return f"/kohteet/{world.venue.organisation.id}"


def test_everybody_finds_a_place_by_word_day_kind_and_municipality(somebody: Visitor) -> None:
    page = somebody.open("/kohteet")
    assert "2 places" in page.text
    page = somebody.submit({"word": "ÄÄNI"}, action="/kohteet")
    assert "1 place The names below are in Finnish only." in page.text
    assert "Äänitalo Theatre · Kajaani Uinti · Every day Yöooppera · 24 Nov 2026" in page.text
    page = somebody.submit({"day": "24.11.2026", "municipality": "205", "kind": "theatre"}, action="/kohteet")
    assert "1 place" in page.text
    assert page.value_of("municipality") == "205"


def test_near_a_postal_code_the_page_says_what_near_means(somebody: Visitor) -> None:
    somebody.open("/kohteet")
    page = somebody.submit({"postal_code": "87 100"}, action="/kohteet")
    assert "First that municipality, then the same Kaikukortti area" in page.text
    assert "1 place The names below are in Finnish only. Kajaani Äänitalo" in page.text


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"postal_code": "00001"}, "postal_code",
         "There is no such postal code in Finland. Write five digits, such as 87100."),
        ({"day": "31.2.2027"}, "day", "There is no such day as 31.2.2027. Check the day and the month."),
        ({"day": "21.11.2026"}, "day", "Choose today or a later day."),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_is_explained_and_kept(
    somebody: Visitor, fields: dict[str, str], field: str, message: str
) -> None:
    somebody.open("/kohteet")
    page = somebody.submit({"word": "uinti", **fields}, action="/kohteet")
    assert (page.status, page.error_of(field)) == (422, f"Error: {message}")
    assert (page.value_of(field), page.value_of("word")) == (fields[field], "uinti")


@pytest.mark.parametrize("query", ["kind=casino", "municipality=999"])
def test_an_address_with_an_unknown_choice_is_answered_kindly(somebody: Visitor, query: str) -> None:
    page = somebody.open(f"/kohteet?{query}")
    assert (page.status, page.error_of(query.partition("=")[0])) == (
        422, "Error: Choose one of the answers in the list.",
    )  # fmt: skip


def test_where_nothing_is_found_the_page_says_what_to_try(somebody: Visitor) -> None:
    assert "No places found" in somebody.open("/kohteet?word=olematon").text


@pytest.mark.parametrize("page", ["0", "-3", "99", "two", "99999999999999999999"])
def test_a_page_that_there_is_not_is_the_nearest_one(somebody: Visitor, page: str) -> None:
    assert "2 places" in somebody.open(f"/kohteet?page={page}").text


def test_a_place_tells_what_is_on_and_that_it_has_told_nothing_else(
    somebody: Visitor, app_world: World
) -> None:
    page = somebody.open(address(app_world))
    assert page.h1 == "Äänitalo"
    for text in ("Free with the card", "Uinti", "Yöooppera", "The place has not told about this yet."):
        assert text in page.text
    assert "Website of the place" not in page.text


def test_what_a_venue_says_is_shown_in_the_readers_language_or_marked_as_another(
    app: Flask, somebody: Visitor, app_world: World
) -> None:
    new = NewDescription(
        accessibility=LocalisedText(fi="Ei <b>portaita</b>.\nLuuppi salissa.", sv="Inga trappor."),
        left_out=LocalisedText(en="First nights."), website="example.fi/a?b=1",
    )  # fmt: skip
    with session_factory_of(app).begin() as session:
        describe_venue(session, own_desk(app_world.venue), new, now=NOW)
    page = somebody.open(address(app_world))
    assert "First nights." in page.text
    assert '<div lang="fi">' in page.body
    assert "<p>Ei &lt;b&gt;portaita&lt;/b&gt;.</p>" in page.body
    assert 'href="https://example.fi/a?b=1"' in page.body
    somebody.speak("sv")
    page = somebody.open(address(app_world))
    assert "Inga trappor." in page.text
    assert '<div lang="en">' in page.body  # there is nothing in Finnish or Swedish about what is left out


@pytest.mark.parametrize("kind", ["distributor", "coordinator"])
def test_what_is_no_place_has_no_page(somebody: Visitor, app_world: World, kind: str) -> None:
    organisation = getattr(app_world, kind).organisation
    assert somebody.open(f"/kohteet/{organisation.id}").status == 404


def test_a_phone_may_keep_the_list_and_a_place_unless_somebodys_name_is_on_them(
    somebody: Visitor, app_world: World
) -> None:
    marks = {"/kohteet": "places", address(app_world): "place"}
    for path, mark in marks.items():
        assert somebody.client.get(path).headers["Kaikukortti-Page"] == mark
    somebody.sign_in(app_world.venue)
    for path in marks:
        assert somebody.client.get(path).headers["Kaikukortti-Page"] == "page"
    assert somebody.client.get("/kohteet/999999").headers["Kaikukortti-Page"] == "page"


def test_who_finds_a_place_by_a_search_engine_reads_what_its_page_is_about(
    somebody: Visitor, app_world: World
) -> None:
    described = 'content="%s"'
    everything = "Everything here is free with the card, all over Finland."
    assert described % everything in somebody.open("/kohteet").body
    text = "Äänitalo: what is on, how one gets in, and what the card does not give there."
    assert described % text in somebody.open(address(app_world)).body
    assert 'content="With Kaikukortti you go to the theatre' in somebody.open("/").body


def test_a_place_says_of_when_it_is_to_the_phone_that_keeps_it(somebody: Visitor, app_world: World) -> None:
    text = somebody.open(address(app_world)).text
    assert "You see the place as this phone saw it on 22 Nov 2026 at" in text


def test_the_pages_for_everybody_lead_to_the_places(somebody: Visitor, app_world: World) -> None:
    for path in ("/", "/alueet", "/oma"):
        assert 'href="/kohteet"' in somebody.open(path).body or path == "/oma"
    network = app_world.kainuu
    assert f'href="{address(app_world)}"' in somebody.open(f"/alueet/{network}").body
