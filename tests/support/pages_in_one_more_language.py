"""What must hold of every page when there is one language more; tests/pages/test_languages.py runs it."""

import pytest
from flask import Flask
from flask_babel import get_babel

from tests.conftest import NOW
from tests.factories import World
from tests.pages.test_another_model import settings as settings  # noqa: PLC0414 - a fixture: with reminders
from tests.support.every_page import READERS, Country, Reader, furnish, pages_of
from tests.support.one_more_language import BEGIN, CODE, add_catalogue
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.languages import CODES, LocalisedText
from webapp.core.partners.models import Organisation
from webapp.plumbing.words.language import VARIANT_CODES


@pytest.fixture
def country(app: Flask, app_world: World, tmp_path_factory: pytest.TempPathFactory) -> Country:
    """The small country, whose application has the new catalogue too."""
    folder = add_catalogue(tmp_path_factory.mktemp("translations"))
    with app.app_context():
        get_babel().translation_directories.append(str(folder))
    return furnish(app, app_world, now=NOW)


def test_it_is_offered_wherever_languages_are(app: Flask, country: Country) -> None:
    assert CODE in CODES
    assert CODE in VARIANT_CODES
    person = Visitor(app)
    assert person.open("/", headers={"Accept-Language": CODE}).root.get("lang") == CODE
    person.open("/alueet")
    assert person.submit(action="/kieli", button=f"language={CODE}").root.get("lang") == CODE
    assert f'value="{CODE}"' in person.open("/nakyma").body


@pytest.mark.parametrize("reader", READERS)
def test_every_page_opens_in_it(app: Flask, country: Country, reader: Reader) -> None:
    for page in pages_of(app, country, reader, CODE):
        if page.response.mimetype == "text/html" and "<html" in page.body:
            page.check()
            assert page.root.get("lang") == CODE, page.path
            assert BEGIN in page.h1 or BEGIN in page.text, page.path


def test_names_fall_back_until_they_are_written_in_it(app: Flask, country: Country) -> None:
    venue = country.world.venue.organisation
    person = Visitor(app)
    person.speak(CODE)
    address = f"/kohteet/{venue.id}"
    assert person.open(address).h1 == venue.name["fi"]
    with session_factory_of(app).begin() as session:
        row = session.get_one(Organisation, venue.id)
        row.name = LocalisedText(row.name, smn="Teatter Äijih")
    assert person.open(address).h1 == "Teatter Äijih"
    assert "Teatter Äijih" in person.open("/kohteet?sana=äijih").text
    person.speak("sv")
    assert person.open(address).h1 == venue.name["sv"]


def test_tips_and_descriptions_are_written_and_read_in_it(app: Flask, country: Country) -> None:
    office, holder = Visitor(app), Visitor(app)
    office.speak(CODE)
    office.sign_in(country.world.coordinator)
    office.open("/alue/anna-vinkki")
    tip = {"title_fi": "Vinkki", "text_fi": "Mene.", f"title_{CODE}": "Ravvuu", f"text_{CODE}": "Mana."}
    assert (
        "Ravvuu"
        in office.submit({**tip, "shown_until": NOW.strftime("%d.%m.%Y")}, action="/alue/anna-vinkki").text
    )
    holder.client.set_cookie("card", country.phone_token)
    for language, title in ((CODE, "Ravvuu"), ("en", "Vinkki")):
        holder.speak(language)
        assert title in holder.open("/oma/vinkit").text
    venue = Visitor(app)
    venue.speak(CODE)
    venue.sign_in(country.world.venue)
    venue.open("/kohde/tiedot")
    venue.submit({f"accessibility_{CODE}": "Vuoju lii."}, action="/kohde/tiedot")
    assert venue.open("/kohde/tiedot").value_of(f"accessibility_{CODE}") == "Vuoju lii."
    assert f'lang="{CODE}"' in holder.open(f"/kohteet/{country.world.venue.organisation.id}").body
