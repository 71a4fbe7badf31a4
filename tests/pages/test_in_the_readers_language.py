"""What is on, outings, tips and names in the reader's language, or in another one that says so."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World
from tests.support.holder_portal import phone_with_card, visited
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.languages import LocalisedText
from webapp.core.partners.models import Organisation

ONLY_IN_SWEDISH = {
    "fi": "Vain ruotsiksi", "fi-selko": "Vain ruotsiksi", "sv": "", "en": "In Swedish only"
}  # fmt: skip
OUTING_IN_SWEDISH = {
    "title_sv": "Sommarteater", "place_sv": "Strandparken", "meeting_place_sv": "Busstationen",
    "day": "27.11.2026", "time": "18", "meeting_time": "17",
}  # fmt: skip


@pytest.fixture
def phone(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Visitor:
    return phone_with_card(app, app_world, visitor, now=NOW)[0]


def signed_in(person: Visitor, actor: object, language: str) -> Visitor:
    person.speak(language)
    person.sign_in(actor)  # type: ignore[arg-type]  # one of the world's
    return person


def test_what_is_on_is_written_in_any_one_language_and_kept_where_it_is_refused(
    app_world: World, visitor: Callable[[], Visitor]
) -> None:
    venue = signed_in(visitor(), app_world.venue, "sv")
    venue.open("/kohde/lisaa-ohjelmaan")
    page = venue.submit({"name_fi": " ", "day": "31.2.2027"}, action="/kohde/lisaa-ohjelmaan")
    assert (page.status, bool(page.error_of("name_sv")), bool(page.error_of("day"))) == (422, True, True)
    page = venue.submit({"name_en": "x" * 81, "day": ""}, action="/kohde/lisaa-ohjelmaan")
    assert (page.status, bool(page.error_of("name_en"))) == (422, True)
    assert page.value_of("name_en") == "x" * 81
    page = venue.submit({"name_en": "Swimming", "name_fi": "Uinti"}, action="/kohde/lisaa-ohjelmaan")
    assert '<span lang="fi">Uinti</span>' in page.body
    asked = venue.follow("/kohde/ohjelma/")
    assert [asked.value_of(f"name_{code}") for code in ("sv", "fi", "en")] == ["", "Uinti", "Swimming"]
    page = venue.submit({"name_sv": "Simning"}, action=asked.path)
    assert "Simning" in page.text
    assert 'lang="fi"' not in page.body.partition("<main")[2]


@pytest.mark.parametrize("language", ["fi", "fi-selko", "sv", "en"])
def test_everybody_reads_what_is_on_in_their_language_or_that_it_is_in_another(
    app_world: World, visitor: Callable[[], Visitor], language: str
) -> None:
    venue = signed_in(visitor(), app_world.venue, "fi")
    venue.open("/kohde/lisaa-ohjelmaan")
    venue.submit({"name_sv": "Bokcirkel"}, action="/kohde/lisaa-ohjelmaan")
    venue.open("/kohde/lisaa-ohjelmaan")
    names = {"name_fi": "Uinti", "name_sv": "Simning", "name_en": "Swimming"}
    venue.submit(names, action="/kohde/lisaa-ohjelmaan")
    reader = visitor()
    reader.speak(language)
    own = {"sv": "Simning", "en": "Swimming"}.get(language, "Uinti")
    for path in (f"/kohteet/{app_world.venue.organisation.id}", f"/kohteet?sana={own}"):
        page = reader.open(path)
        assert own in page.text
        assert f">{own}</span>" not in page.body
        assert ('<span lang="sv">Bokcirkel</span>' in page.body) is (language != "sv")
        assert page.text.count(ONLY_IN_SWEDISH[language] or "på svenska") == bool(ONLY_IN_SWEDISH[language])


@pytest.mark.parametrize("path", ["/kohteet", "/kohteet/{venue}"])
def test_what_is_so_of_a_whole_list_is_said_once_above_it(
    app_world: World, visitor: Callable[[], Visitor], path: str
) -> None:
    venue = signed_in(visitor(), app_world.venue, "fi")
    reader = visitor()
    reader.speak("en")
    for name, once, on_rows in (("Bokcirkel", 0, 1), ("Simning", 1, 0), ("Swimming", 0, 2)):
        venue.open("/kohde/lisaa-ohjelmaan")
        field = "name_en" if name == "Swimming" else "name_sv"
        venue.submit({field: name}, action="/kohde/lisaa-ohjelmaan")
        text = reader.open(path.format(venue=app_world.venue.organisation.id)).text
        assert name in text
        assert text.count("The names below are in Swedish only.") == once
        assert text.count("In Swedish only") == on_rows


@pytest.mark.parametrize("language", ["fi", "fi-selko", "sv", "en"])
def test_a_holder_reads_an_outing_in_their_language_or_that_it_is_in_another(
    app_world: World, visitor: Callable[[], Visitor], phone: Visitor, language: str
) -> None:
    tablet = signed_in(visitor(), app_world.distributor, "fi")
    tablet.open("/jakaja/retket/uusi")
    tablet.follow("kieli=sv")
    tablet.submit(OUTING_IN_SWEDISH)
    phone.speak(language)
    page = phone.open("/oma/retket")
    said = ONLY_IN_SWEDISH[language]
    for text in ("Sommarteater", "Strandparken", "Busstationen"):
        assert (f'<span lang="sv">{text}</span>' in page.body) is bool(said)
        assert text in page.text
    assert page.text.count(said or "Endast på") == bool(said)
    page = phone.submit(action="/mukaan")
    marked = '<span lang="sv">Sommarteater</span>' if said else "Sommarteater"
    assert f": {marked}." in page.body
    page = phone.open("/oma/tiedot")
    assert f"{marked}: " in page.body
    assert page.text.count(said or "Endast på") == bool(said)


def test_an_outing_begins_in_the_language_that_is_chosen_and_others_are_folded_away(
    app_world: World, visitor: Callable[[], Visitor], phone: Visitor
) -> None:
    tablet = signed_in(visitor(), app_world.distributor, "fi")
    tablet.open("/jakaja/retket/uusi")
    page = tablet.follow("kieli=sv")
    assert "Kirjoitat tällä kielellä: ruotsi." in page.text
    asked = [page.text.index(f"Missä tapaatte ({language})?") for language in ("ruotsi", "suomi", "englanti")]
    assert asked == sorted(asked)
    page = tablet.submit({"title_sv": "", "title_fi": "Kesäteatteri"})
    assert (page.status, bool(page.error_of("meeting_place_sv"))) == (422, True)
    assert page.value_of("title_fi") == "Kesäteatteri"
    page = tablet.submit(OUTING_IN_SWEDISH)
    assert "minne menette ja missä tapaatte" in page.error_of("place_fi")
    assert (page.value_of("title_fi"), page.value_of("title_sv")) == ("Kesäteatteri", "Sommarteater")
    finnish = {"place_fi": "Rantapuisto", "meeting_place_fi": "Linja-autoasema", "words_sv": "Kaffe."}
    path = tablet.submit(finnish).path
    phone.speak("fi")
    page = phone.open("/oma/retket")
    assert "Kesäteatteri" in page.text
    assert '<span lang="sv">Kaffe.</span>' in page.body
    assert "Vain ruotsiksi" in page.text
    assert "Sommarteater" not in page.text
    tablet.open(path)
    assert tablet.follow("/muuta").value_of("title_sv") == "Sommarteater"
    page = tablet.open("/jakaja/retket/uusi")
    assert (page.value_of("meeting_place_sv"), page.value_of("title_sv")) == ("Busstationen", "")


def test_a_tip_may_be_in_swedish_alone(
    app_world: World, visitor: Callable[[], Visitor], phone: Visitor
) -> None:
    office = signed_in(visitor(), app_world.coordinator, "sv")
    office.open("/alue/anna-vinkki")
    page = office.submit({"shown_until": "24.12.2026"}, action="/alue/anna-vinkki")
    assert (bool(page.error_of("title_sv")), bool(page.error_of("text_sv"))) == (True, True)
    office.submit({"title_sv": "Julkonsert", "text_sv": "Kören sjunger."}, action="/alue/anna-vinkki")
    phone.speak("fi")
    page = phone.open("/oma/vinkit")
    assert '<h2 lang="sv">Julkonsert</h2>' in page.body
    assert "Vain ruotsiksi" in page.text


def test_a_name_in_another_language_than_the_readers_is_marked_wherever_a_holder_reads_it(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    phone, held = phone_with_card(app, app_world, visitor, now=NOW)
    venue = app_world.venue.organisation.id
    with session_factory_of(app).begin() as session:
        visited(session, app_world.venue, held.code, at=NOW)
        for actor, name in ((app_world.venue, "Ljudhuset"), (app_world.distributor, "Kyrkan")):
            row = session.get_one(Organisation, actor.organisation.id)
            row.name = LocalisedText(sv=name)
    pages = {"/oma/kaynnit": "Ljudhuset", f"/kohteet/{venue}": "Ljudhuset", "/kohteet": "Ljudhuset",
             f"/alueet/{app_world.kainuu}": "Ljudhuset", "/oma/tiedot": "Kyrkan"}  # fmt: skip
    for language, is_marked in (("fi", True), ("sv", False)):
        phone.speak(language)
        for path, name in pages.items():
            page = phone.open(path)
            assert name in page.text, path
            assert (f'<span lang="sv">{name}</span>' in page.body) is is_marked, (language, path)
