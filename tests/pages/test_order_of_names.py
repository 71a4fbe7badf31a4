"""Pages list names in the order of the language in which they show them, on each database."""

import re
from typing import Final

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World, add_network, add_organisation, make_world
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.languages import LocalisedText
from webapp.core.partners.models import Organisation

TURKU, AANEKOSKI, NAANTALI, NARPIO, UTSJOKI = "853", "992", "529", "545", "890"
TOWNS: Final = (TURKU, AANEKOSKI, NAANTALI, NARPIO, UTSJOKI)
ORDER_OF_TOWNS: Final = {
    "fi": ["Naantali", "Närpiö", "Turku", "Utsjoki", "Äänekoski"],
    "sv": ["Nådendal", "Närpes", "Utsjoki", "Åbo", "Äänekoski"],
    "en": ["Naantali", "Närpiö", "Turku", "Utsjoki", "Äänekoski"],
}
ORDER_OF_VENUES: Final = {
    "fi": ["Ŋuorjjomusea", "Wuorela", "Vuorila", "Zoo", "Ääni"],
    "sv": ["Ljud", "Ŋuorjjomusea", "Vuorila", "Wuorela", "Zoo"],
    "en": ["Ŋuorjjomusea", "Sound", "Wuorela", "Vuorila", "Zoo"],
}
VENUES: Final = (
    LocalisedText(fi="Ääni", sv="Ljud", en="Sound"),
    LocalisedText(se="Ŋuorjjomusea"),
    *(LocalisedText(fi=name) for name in ("Zoo", "Vuorila", "Wuorela")),
)


@pytest.fixture
def app(app_on_each: Flask) -> Flask:
    """The application on a register of its own on each database."""
    return app_on_each


@pytest.fixture
def world(app: Flask) -> World:
    """Venues in a network of a few towns; no other venue is along."""
    with session_factory_of(app).begin() as session:
        made = make_world(session, now=NOW)
        for one in (made.venue, made.other_venue):
            session.get_one(Organisation, one.organisation.id).is_active = False
        network = add_network(session, "Äskeinen", "Åminne", dict.fromkeys(TOWNS))
        for town, name in zip(TOWNS, VENUES, strict=True):
            add_organisation(session, "venue", name=name, network_id=network.id, municipality_code=town)
    return made


def as_shown(body: str, names: list[str]) -> list[str]:
    """Which of the names a page shows, in its order, each where it first stands by itself."""
    found = re.findall(rf">\s*({'|'.join(map(re.escape, names))})\s*<", body)
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_towns_and_venues_stand_in_the_readers_order(app: Flask, world: World, language: str) -> None:
    person = Visitor(app)
    person.speak(language)
    towns, venues = ORDER_OF_TOWNS[language], ORDER_OF_VENUES[language]
    search = person.open("/kohteet").body
    assert as_shown(search.partition("</select>")[0], towns) == towns
    assert as_shown(search, venues) == venues
    assert as_shown(person.open("/alueet").body, towns) == towns
    areas = person.open("/alueet").body
    area = re.search(r'href="(/alueet/\d+)">(?:<span lang="fi">)?(?:Äskeinen|Åminne)<', areas)
    assert area is not None
    shown = person.open(area[1]).body
    assert as_shown(shown, towns) == towns
    assert as_shown(shown, venues) == venues
    assert "Ŋuorjjomusea" in person.open("/kohteet?word=nuorjjo").body
    assert "Ŋuorjjomusea" in person.open("/kohteet?word=Ŋuorjjomusea").body


@pytest.mark.parametrize(
    ("language", "last"), [("fi", "Äskeinen"), ("sv", "Österbotten"), ("en", "Äskeinen")]
)
def test_an_office_chooses_from_networks_in_its_readers_order(
    app: Flask, world: World, language: str, last: str
) -> None:
    office = Visitor(app)
    office.speak(language)
    office.sign_in(world.office)
    networks = [
        "Kainuu",
        "Kajanaland",
        "Pohjanmaa",
        "Österbotten",
        "Pirkanmaa",
        "Birkaland",
        "Äskeinen",
        "Åminne",
    ]
    assert as_shown(office.open("/keskus/tunnukset/uusi").body, networks)[-1] == last
    assert as_shown(office.open("/keskus/").body, networks)[-1] == last
