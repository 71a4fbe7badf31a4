"""An empty register comes to life by pages alone: from the first administrator to a coordinator's figure."""

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Engine

from tests.support.authenticator import Authenticator
from tests.support.english import english_visitor
from tests.support.second_factor import LOCALHOST, makes_passkey
from tests.support.visitor import Visitor
from webapp.cli import main

PASSWORD = "kolme hevosta laukkaa kotiin"
WAYS = "/tili/tunnistus/"


@pytest.fixture
def newcomer(app_on_each: Flask) -> Callable[[], Visitor]:
    """A new person with a browser of their own, who reads English."""
    return lambda: english_visitor(app_on_each)


@pytest.fixture
def office(newcomer: Callable[[], Visitor], engine: Engine) -> Visitor:
    """The first person of the national office, made by the command, with a passkey of their own."""
    environment = {
        "KAIKUKORTTI_SECRET_KEY": "a secret for tests only, 32 or more characters",
        "KAIKUKORTTI_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "KAIKUKORTTI_BASE_URL": "https://kaikukortti.example",
    }
    words = ("create-admin", "--email", "office@kaiku.example", "--name", "Aino", "--password", PASSWORD)
    made = CliRunner(env=environment).invoke(main, words)
    assert made.exit_code == 0, made.output
    person = newcomer()
    person.open("/kirjaudu")
    return signed_in(person, "office@kaiku.example")


def signed_in(person: Visitor, email: str) -> Visitor:
    """On the page of signing in: the password, and then the passkey that is still owed."""
    person.submit({"email": email, "password": PASSWORD}, action="/kirjaudu")
    person.open(WAYS)
    makes_passkey(person, Authenticator(LOCALHOST), "Oma laite")
    return person


def invited(by: Visitor, email: str, newcomer: Callable[[], Visitor]) -> Visitor:
    """On the page of an organisation's people: its contact person, who has accepted."""
    assert by.page is not None
    assert by.page.path.startswith("/henkilosto/")
    page = by.submit({"email": email, "as_contact_person": "y"}, action="/kutsu")
    secret = page.text.partition("/kutsu#")[2].partition(" ")[0]
    person = newcomer()
    person.open("/kutsu")
    person.submit({"secret": secret, "name": email.partition("@")[0], "password": PASSWORD}, action="/kutsu")
    return signed_in(person, email)


def choice(person: Visitor, name: str, words: str) -> str:
    """The value of an answer in a list, by its words."""
    assert person.page is not None
    (field,) = [one for one in person.page.root.iter("select") if one.get("name") == name]
    values = {"".join(one.itertext()).strip(): one.get("value", "") for one in field.iter("option")}
    return values[words]


def founds_network(office: Visitor) -> None:
    """Kainuu with Kajaani, in use."""
    assert "No networks yet" in office.open("/keskus/alueet").text
    office.follow("/keskus/alueet/uusi")
    county = choice(office, "county", "Kainuun hyvinvointialue")
    page = office.submit({"name_en": "Kainuu", "name_fi": "Kainuu", "county": county})
    assert page.h1 == "Kainuu"
    assert "There is no coordinating office." in page.text
    office.follow("/kunta")
    page = office.submit({"municipality": choice(office, "municipality", "Kajaani"), "state": "in_use"})
    assert "Kajaani In use" in page.text
    assert "No municipality is in use" not in page.text


def adds_partner(coordinator: Visitor, way: str, **fields: str) -> None:
    """A venue or a distributor of Kajaani; the page of its people comes next."""
    coordinator.open("/alue/")
    coordinator.follow("/kumppanit")
    coordinator.follow(way)
    kajaani = choice(coordinator, "municipality", "Kajaani")
    coordinator.submit({**fields, "name_fi": fields["name_en"], "municipality": kajaani})


def commits(member: Visitor) -> None:
    """A contact person accepts the model for their organisation."""
    assert "no commitment in force" in member.open("/sitoumus").text.lower()
    assert "as soon as the others have accepted it too" in member.submit(action="/sitoumus/").text


def accepts(office: Visitor, name: str) -> str:
    """An office accepts it for its side; what it is told."""
    office.open("/sitoumukset?state=waiting")
    assert office.page is not None
    assert name in office.page.text
    office.follow("/sitoumukset/")
    return office.submit(action="/hyvaksy/").text


def handed_over_code(office: Visitor) -> str:
    """The only code of a batch for Kainuu."""
    office.open("/keskus/tunnukset/uusi")
    office.submit({"network": choice(office, "network", "Kainuu"), "letter": "K", "size": "1"})
    office.submit(action="toimitettu")
    _heading, code = office.submit(action="tunnukset.csv").body.split()
    return code


def test_an_empty_register_is_founded_by_pages_alone(
    office: Visitor, newcomer: Callable[[], Visitor]
) -> None:
    founds_network(office)
    office.follow("/toimisto")
    office.submit({"name_en": "City of Kajaani", "name_fi": "Kajaanin kaupunki", "side": "municipality"})
    coordinator = invited(office, "coordinator@kajaani.example", newcomer)
    office.open("/keskus/alueet/1")
    assert "There is no coordinating office of the county’s side." in (
        office.page.text if office.page else ""
    )
    office.follow("/toimisto")
    office.submit({"name_en": "Wellbeing Kainuu", "name_fi": "Kainuun hyvinvointi", "side": "county"})
    county = invited(office, "coordinator@kainuu.example", newcomer)

    adds_partner(county, "/kumppanit/jakaja", name_en="Diakonia", run_by="third_sector", distributor_kind="1")
    distributor = invited(county, "worker@diakonia.example", newcomer)
    adds_partner(coordinator, "/kumppanit/kohde", name_en="Theatre", venue_kind="theatre", sector="culture")
    venue = invited(coordinator, "desk@theatre.example", newcomer)
    assert "No contact person" not in coordinator.open("/alue/").text
    coordinator.follow("/kumppanit")
    assert coordinator.page is not None
    assert "4 partners" in coordinator.page.text

    assert "has not yet said yes" in distributor.open("/jakaja/uusi").text
    office.open("/keskus/jakajat")
    office.submit(action="/kylla")

    code = handed_over_code(office)
    assert "No commitment in force: Theatre" in coordinator.open("/alue/").text
    assert "no commitment in force" in distributor.open("/jakaja/uusi").text
    commits(coordinator)
    county.open("/sitoumus")
    county.submit(action="/sitoumus/")
    assert "The commitment is in force." in accepts(office, "City of Kajaani")
    for member, name in ((distributor, "Diakonia"), (venue, "Theatre")):
        commits(member)
        assert "The commitment is in force." not in accepts(county, name)
        assert "The commitment is in force." in accepts(coordinator, name)
    assert "still lacks" not in coordinator.open("/alue/").text
    distributor.open("/jakaja/uusi")
    answers = {"code": code, "birth_year": "1984", "postal_code": "87100", "children": "2"}
    assert distributor.submit(answers, action="/jakaja/uusi").h1 == "The card is in use"

    venue.open("/kohde")
    assert venue.submit({"code": code}, action="/kohde").h1 == "Valid"
    venue.submit({"children": "2"}, action="/kohde/kirjaa")
    text = coordinator.open("/alue/").text
    assert "3 visits, 2 of them by children" in text
    assert re.search(r"Theatre\W+Kajaani\W+3\b", text)
    assert re.search(r"Diakonia\W+Kajaani\W+1\b", text)

    told = office.open("/keskus/loki").text
    for said in ("founded the network Kainuu.", "took Kajaani into the network Kainuu.",
                 "took Theatre into the network Kainuu."):  # fmt: skip
        assert said in told
