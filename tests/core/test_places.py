"""Where the card works: searched by word, kind, municipality, day, and near a postal code."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.factories import KAJAANI, World, add_organisation
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.languages import LocalisedText
from webapp.core.networks.reasons import NetworkRefusal
from webapp.core.offers.models import Offer
from webapp.core.offers.places import (
    PAGE_SIZE,
    PlacePage,
    municipalities_with_places,
    offers_of_place,
    place,
    places,
)
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.offers.searching import Nearness, PlaceSearch
from webapp.core.partners.models import Organisation, VenueKind

KUHMO, SOTKAMO, VAASA = "290", "765", "905"
Search = Callable[..., PlacePage]
PutOn = Callable[..., Offer]


def add_venue(session: Session, name: str, **facts: Any) -> Organisation:
    venue = add_organisation(session, "venue", **facts)
    venue.name = LocalisedText(fi=name, sv=f"{name} på svenska")
    session.flush()
    return venue


def names(found: PlacePage) -> list[str]:
    return [one.venue.name["fi"] for one in found.places]


@pytest.fixture
def search(session: Session, world: World, now: datetime) -> Search:
    """`search(word="…")`; the world's own venues have left, so that a test sees its own only."""
    for actor in (world.venue, world.other_venue):
        session.get_one(Organisation, actor.organisation.id).is_active = False
    session.flush()
    return lambda **facts: places(session, PlaceSearch(**facts), today=now.date(), language="fi")


@pytest.fixture
def put_on(session: Session, world: World, now: datetime) -> PutOn:
    """`put_on(venue, "Uinti", days=3)`; without days it is on every day."""

    def put(venue: Organisation, name: str, *, days: int | None = None) -> Offer:
        day = None if days is None else now.date() + timedelta(days=days)
        offer = Offer(venue_id=venue.id, name=LocalisedText(fi=name), kind="ticket", day=day, made_at=now)
        offer.made_by = world.venue.account_id
        session.add(offer)
        session.flush()
        return offer

    return put


@pytest.mark.parametrize(
    "word", ["ÄÄNI", "ääni", "Ääni", "ääni KAJAANI", "kajana", "OOPPERA", "  yö   ooppera ", "talo PÅ"]
)
def test_a_word_is_found_in_names_of_places_offers_and_towns_whatever_its_case(
    session: Session, search: Search, put_on: PutOn, word: str
) -> None:
    put_on(add_venue(session, "Äänitalo", municipality_code=KAJAANI), "ÖINEN YÖOOPPERA", days=3)
    add_venue(session, "Muu PAIKKA", municipality_code=KUHMO)
    assert names(search(word=word)) == ["Äänitalo"]


@pytest.mark.parametrize(
    "word",
    [
        "ČAHCESUOLU", "čáhcesuolu", "cahcesuolu", "c\u030ca\u0301hcesuolu", "đŋšŧžá", "ĐŊŠŦŽÁ", "dnstza",
        "ánár", "anar", "a\u0308\u00ada\u0308ni", "aani", "OOPPERA ääni",
    ],
)  # fmt: skip
def test_a_word_is_found_by_its_plain_letters_in_any_language_and_decomposed(
    session: Session, search: Search, put_on: PutOn, word: str
) -> None:
    venue = add_venue(session, "A\u0308änitalo", municipality_code=KAJAANI)
    venue.name = LocalisedText(venue.name, se="Čáhcesuolu đŋšŧžá", smn="Ánár")
    put_on(venue, "YO\u0308OOPPERA", days=3)
    add_venue(session, "Muu PAIKKA", municipality_code=KUHMO)
    assert len(names(search(word=word))) == 1


@pytest.mark.parametrize("word", ["100 %", "%", "_", "ooppera huomenna"])
def test_signs_stand_for_themselves_and_every_word_is_needed(
    session: Session, search: Search, put_on: PutOn, word: str
) -> None:
    put_on(add_venue(session, "Äänitalo"), "Ooppera")
    assert names(search(word=word)) == []


def test_kind_and_municipality_narrow_and_those_that_left_are_gone(session: Session, search: Search) -> None:
    add_venue(session, "Halli", venue_kind="swimming_hall", municipality_code=KAJAANI)
    add_venue(session, "Kino", venue_kind="cinema", municipality_code=KAJAANI)
    add_venue(session, "Museo", venue_kind="museum", municipality_code=KUHMO)
    add_venue(session, "Suljettu", municipality_code=SOTKAMO).is_active = False
    assert names(search()) == ["Halli", "Kino", "Museo"]
    assert names(search(kind=VenueKind.CINEMA)) == ["Kino"]
    assert names(search(municipality_code=KAJAANI)) == ["Halli", "Kino"]
    assert names(search(municipality_code=KAJAANI, kind=VenueKind.MUSEUM)) == []
    assert [one.code for one in municipalities_with_places(session, language="fi")] == [KAJAANI, KUHMO]


def test_a_day_has_what_is_on_that_day_and_every_day(
    session: Session, search: Search, put_on: PutOn, now: datetime
) -> None:
    theatre, hall, late = (add_venue(session, name) for name in ("Teatteri", "Halli", "Myöhäinen"))
    for days in (1, 2, 3, 4, 5):
        put_on(theatre, f"Ilta {days}", days=days)
    put_on(hall, "Uinti")
    put_on(hall, "Ohi", days=-1)
    put_on(late, "Joskus", days=9)
    put_on(late, "Peruttu", days=2).ended_at = now
    found = search(day=now.date() + timedelta(days=2))
    assert [(one.venue.name["fi"], [o.name["fi"] for o in one.offers]) for one in found.places] == [
        ("Halli", ["Uinti"]), ("Teatteri", ["Ilta 2"]),
    ]  # fmt: skip
    listed = {one.venue.name["fi"]: one for one in search().places}
    assert [offer.name["fi"] for offer in listed["Teatteri"].offers] == ["Ilta 1", "Ilta 2", "Ilta 3"]
    assert (listed["Teatteri"].more_offers, listed["Halli"].more_offers) == (2, 0)
    assert [one.name["fi"] for one in offers_of_place(session, hall.id, today=now.date(), language="fi")] == [
        "Uinti"
    ]
    assert search(word="ilta 5").places[0].offers[0].name["fi"] == "Ilta 5"


def test_a_day_that_has_gone_is_refused(search: Search, now: datetime) -> None:
    with pytest.raises(RefusedError) as refused:
        search(day=now.date() - timedelta(days=1))
    assert (refused.value.reason, refused.value.field) == (OfferRefusal.OFFER_IN_PAST, "day")


def test_near_is_the_municipality_then_its_network_then_the_rest_of_the_county(
    session: Session, world: World, search: Search
) -> None:
    add_venue(session, "Naapuriverkoston kino", municipality_code=SOTKAMO)
    add_venue(session, "Verkoston festivaali", network_id=world.kainuu)
    add_venue(session, "Verkoston museo", network_id=world.kainuu, municipality_code=KUHMO)
    add_venue(session, "Äänitalo", network_id=world.kainuu, municipality_code=KAJAANI)
    add_venue(session, "Vaasan museo", network_id=world.ostrobothnia, municipality_code=VAASA)
    found = search(postal_code="87100")
    assert [(one.venue.name["fi"], one.nearness) for one in found.places] == [
        ("Äänitalo", Nearness.MUNICIPALITY),
        ("Verkoston festivaali", Nearness.NETWORK),
        ("Verkoston museo", Nearness.NETWORK),
        ("Naapuriverkoston kino", Nearness.COUNTY),
    ]
    assert found.around is not None
    assert (found.around.municipality.code, found.total) == (KAJAANI, 4)
    assert names(search(postal_code="87100", word="museo")) == ["Verkoston museo"]


def test_an_unknown_postal_code_is_refused_beside_its_field(search: Search) -> None:
    with pytest.raises(RefusedError) as refused:
        search(postal_code="00001")
    assert (refused.value.reason, refused.value.field) == (NetworkRefusal.POSTAL_CODE_UNKNOWN, "postal_code")


def test_pages_are_whole_and_a_page_beyond_the_last_is_the_last(session: Session, search: Search) -> None:
    for number in range(PAGE_SIZE + 3):
        add_venue(session, f"Museo {number:02}", municipality_code=KAJAANI)
    first, last = search(), search(page=99)
    assert (len(first.places), first.total, first.pages) == (PAGE_SIZE, PAGE_SIZE + 3, 2)
    assert (names(last), last.page) == (["Museo 15", "Museo 16", "Museo 17"], 2)


def test_a_page_of_places_takes_as_many_questions_as_one_place(
    session: Session, search: Search, put_on: PutOn
) -> None:
    for number in range(PAGE_SIZE):
        put_on(add_venue(session, f"Museo {number}", municipality_code=KAJAANI), "Näyttely")
    session.expire_all()
    statements: list[str] = []
    event.listen(
        session.connection(), "before_cursor_execute", lambda *arguments: statements.append(arguments[2])
    )
    assert [one.venue.municipality.name["fi"] for one in search().places] == ["Kajaani"] * PAGE_SIZE  # type: ignore[union-attr]
    assert len(statements) == 3


def test_one_place_is_found_unless_it_is_none_or_has_left(
    session: Session, world: World, search: Search
) -> None:
    venue = add_venue(session, "Äänitalo")
    assert place(session, venue.id) is venue
    for other in (world.distributor.organisation.id, world.venue.organisation.id, 999_999):
        with pytest.raises(NotFoundError):
            place(session, other)
