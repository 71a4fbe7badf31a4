"""Partners from a table: tried first, every wrong cell named, then all or nothing, and again without harm."""

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import NOW
from tests.factories import World, add_actor
from tests.support.page import Page
from tests.support.sheets import xlsx
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.audit.models import AuditRecord
from webapp.core.mails.models import Mail
from webapp.core.networks.models import Network
from webapp.core.partners.models import Invitation, Organisation, OrganisationContacts
from webapp.core.tables.reading import read_table

HEAD = ["Kind of partner", "Name (Finnish)", "Name (Swedish)", "Municipality", "Kind of place",
        "Sector of the statistics", "Phone", "E-mail", "Kind of distributor", "Who runs it"]  # fmt: skip
GOOD = [
    HEAD,
    ["Venue", "Kuhmo-talo", "Kuhmohuset", "Kajaani", "Culture house", "Culture", "08 123 4567", ""],
    [
        "kortinjakaja",
        "Kajaanin klubitalo",
        "",
        "",
        "",
        "",
        "",
        "office@demo.example",
        "clubhouse",
        "A parish",
    ],
]


@pytest.fixture
def office(visitor: Callable[[], Visitor], app_world: World) -> Visitor:
    """Somebody of the national office."""
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.office)
    return person


def address(world: World) -> str:
    return f"/verkosto/{world.kainuu}/kumppanit/tuonti"


def send(person: Visitor, world: World, content: bytes) -> Page:
    """Choose a file and try it."""
    page = person.open(address(world))
    fields = {"csrf_token": page.value_of("csrf_token"), "table": "", "file": (io.BytesIO(content), "a.xlsx")}
    answer = person.client.post(address(world), data=fields, content_type="multipart/form-data")
    person.page = Page(answer, address(world))
    return person.page


def partners(app: Flask) -> dict[str, Organisation]:
    with session_factory_of(app)() as session:
        return {one.name["fi"]: one for one in session.scalars(select(Organisation))}


def test_a_table_is_tried_before_anything_is_saved(office: Visitor, app: Flask, app_world: World) -> None:
    before = set(partners(app))
    page = send(office, app_world, xlsx(GOOD))
    assert page.status == 200
    assert "2 new partners" in page.text
    assert "Kuhmo-talo" in page.text
    assert set(partners(app)) == before


def test_it_is_taken_in_whole_and_again_without_harm(office: Visitor, app: Flask, app_world: World) -> None:
    send(office, app_world, xlsx(GOOD))
    page = office.submit(action="/tuonti")
    assert "Taken in. Added: 2. Changed: 0. As they were: 0." in page.text
    found = partners(app)
    assert (found["Kuhmo-talo"].venue_kind, found["Kuhmo-talo"].municipality_code) == ("culture_house", "205")
    assert found["Kajaanin klubitalo"].kind == "distributor"
    with session_factory_of(app)() as session:
        assert session.get_one(OrganisationContacts, found["Kuhmo-talo"].id).phone == "08 123 4567"
        events = session.scalars(select(AuditRecord.event).where(AuditRecord.event == "partners_imported"))
        assert len(events.all()) == 1
    assert "everything in the table is so already" in send(office, app_world, xlsx(GOOD)).text
    changed = [HEAD, ["Venue", "Kuhmo-talo", "Kuhmohuset", "", "", "", "+358 8 765 4321", ""]]
    page = send(office, app_world, xlsx(changed))
    assert "1 partner changed" in page.text
    assert "Changed: 1." in office.submit(action="/tuonti").text
    with session_factory_of(app)() as session:
        assert session.get_one(OrganisationContacts, found["Kuhmo-talo"].id).phone == "+358 8 765 4321"
        assert session.scalar(select(func.count()).select_from(Organisation)) == len(found)
    assert partners(app)["Kuhmo-talo"].venue_kind == "culture_house"


def test_every_wrong_cell_is_named_by_row_and_column_and_nothing_is_saved(
    office: Visitor, app: Flask, app_world: World
) -> None:
    before = set(partners(app))
    rows = [
        *GOOD,
        ["Shop", "Kauppa", "", "Kajaani", "Museum", "Culture", "", ""],
        ["Venue", "", "", "Kajaani", "Museum", "Culture", "", ""],
        ["Venue", "Museo", "", "Vaasa", "Museum", "Nonsense", "call me", "nobody"],
        ["Venue", "Kuhmo-talo", "", "Kajaani", "Museum", "Culture", "", ""],
        ["Venue", "Teatteri", "", "", "Theatre", "Culture", "", ""],
        ["Venue", "=NA()", "", "Kajaani", "Theatre", "Culture", "", ""],
        ["Venue", "Halli", "", "Kajaani", "", "", "", ""],
    ]
    page = send(office, app_world, xlsx(rows))
    assert page.status == 422
    assert "Nothing was saved." in page.text
    named = [
        "Row 4, column A (Kind of partner) “Shop” is none of the words",
        "Row 5, column B (Name (Finnish)) Write what the partner is called.",
        "Row 6, column D (Municipality) Choose one of the municipalities of the network.",
        "Row 6, column F (Sector of the statistics) “Nonsense” is none",
        "Row 6, column G (Phone) Check the phone number",
        "Row 6, column H (E-mail) Check the e-mail address",
        "Row 7 The same partner stands in row 2, too.",
        "Row 8, column D (Municipality) Choose a municipality from the list.",
        "Row 9, column B (Name (Finnish)) A formula in this cell has no result",
        "Row 10, column E (Kind of place)",
    ]
    assert [one for one in named if one not in page.text] == []
    assert set(partners(app)) == before


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Name", "Town"], ["Teatteri", "Kajaani"]], "Begin from the template."),
        ([HEAD, *[["Venue", f"Teatteri {n}"] for n in range(501)]], "at most 500 partners"),
    ],
)
def test_what_is_wrong_with_the_whole_table_is_told_beside_the_file(
    office: Visitor, app_world: World, rows: Sequence[Sequence[Any]], words: str
) -> None:
    page = send(office, app_world, xlsx(rows))
    assert page.status == 422
    assert words in page.error_of("file")


def test_without_a_file_one_is_asked_for(office: Visitor, app_world: World) -> None:
    office.open(address(app_world))
    assert "Choose the file." in office.submit(action="/tuonti").error_of("file")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_template_is_understood_in_every_language(
    office: Visitor, app_world: World, kind: str, language: str
) -> None:
    office.speak(language)
    answer = office.client.get(f"{address(app_world)}/pohja.{kind}")
    assert answer.status_code == 200
    (head,) = read_table(answer.data)
    assert len(head.cells) == 22
    page = send(office, app_world, xlsx([[cell.text for cell in head.cells], ["venue", "X", *[""] * 20]]))
    assert page.status == 422  # its columns are known: what is missing in the row is named
    assert re.search(r"\b2\b.*\bF\b", page.text)


def test_a_coordinator_takes_in_its_own_sides_partners_of_its_own_network(
    app: Flask, app_world: World, visitor: Callable[[], Visitor]
) -> None:
    with session_factory_of(app).begin() as session:
        kainuu = session.get_one(Network, app_world.kainuu)
        coordinator = add_actor(session, "coordinator", now=NOW, network=kainuu)
        session.get_one(Organisation, coordinator.organisation.id).side = "municipality"
    person = visitor()
    person.speak("en")
    person.sign_in(coordinator)
    page = send(person, app_world, xlsx(GOOD))
    assert page.status == 422
    assert "Row 3, column A (Kind of partner) The other side of your network looks after" in page.text
    assert "1 new partner" in send(person, app_world, xlsx(GOOD[:2])).text
    assert person.open(f"/verkosto/{app_world.ostrobothnia}/kumppanit/tuonti").status == 404


def test_partners_take_in_nobody(app_world: World, visitor: Callable[[], Visitor]) -> None:
    for actor in (app_world.venue, app_world.distributor):
        person = visitor()
        person.sign_in(actor)
        assert person.open(address(app_world)).status == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_downloaded_list_is_the_table_that_could_be_taken_in_again(
    office: Visitor, app_world: World, kind: str
) -> None:
    odd = ["Venue", "=1+1", "", "Kajaani", "Museum", "Culture", "+358 8 765 4321", ""]
    send(office, app_world, xlsx([*GOOD, odd], texts=True))
    office.submit(action="/tuonti")
    answer = office.client.get(f"{address(app_world)}/lista.{kind}?word=&kind=&sort=municipality")
    assert answer.status_code == 200
    names = {row.cells[1].text for row in read_table(answer.data)}
    assert {"=1+1", "Kuhmo-talo", "Kajaanin klubitalo"} <= names
    assert (b"'=1+1" in answer.data) is (kind == "csv")
    assert "everything in the table is so already" in send(office, app_world, answer.data).text
    assert "downloaded the list “Partners”. Number of rows: 5." in office.open("/keskus/loki").text


def test_a_list_is_narrowed_and_sorted_as_on_its_page(office: Visitor, app_world: World) -> None:
    send(office, app_world, xlsx(GOOD))
    office.submit(action="/tuonti")
    answer = office.client.get(f"{address(app_world)}/lista.csv?word=kuhmo")
    assert [row.cells[1].text for row in read_table(answer.data)[1:]] == ["Kuhmo-talo"]
    page = office.open(f"/verkosto/{app_world.kainuu}/kumppanit?sort=-kind")
    assert page.text.index("Kajaanin klubitalo") < page.text.index("Kuhmo-talo")
    assert "Download as XLSX" in page.text
    assert office.open(f"/verkosto/{app_world.kainuu}/kumppanit?kind=nonsense").status == 422
    assert office.client.get(f"{address(app_world)}/lista.pdf").status_code == 404


WIDE = ["Kind of partner", "Name (Finnish)", "Kind of distributor", "Who runs it",
        "Languages in which one is served", "Website of a distributor", "What a client brings (Finnish)",
        "Work e-mail of the contact person"]  # fmt: skip
CLUB = ["Distributor", "Klubitalo", "clubhouse", "A parish", "suomi, Swedish; uk", "klubitalo.example",
        "Henkilökortti", "Anna@Klubitalo.example"]  # fmt: skip


def test_languages_what_to_bring_and_an_invited_contact_person_come_along_and_only_once(
    office: Visitor, app: Flask, app_world: World
) -> None:
    page = send(office, app_world, xlsx([WIDE, CLUB]))
    assert "1 contact person gets an invitation by mail." in page.text
    with session_factory_of(app)() as session:
        assert session.scalar(select(func.count()).select_from(Mail)) == 0
    assert "Invitations sent: 1." in office.submit(action="/tuonti").text
    with session_factory_of(app)() as session:
        contacts = session.get_one(OrganisationContacts, partners(app)["Klubitalo"].id)
        assert (contacts.languages, contacts.website) == ("fi sv uk", "https://klubitalo.example")
        assert contacts.bring == {"fi": "Henkilökortti"}
        (mail,) = session.scalars(select(Mail))
        assert mail.address == "anna@klubitalo.example"
        (invitation,) = session.scalars(select(Invitation))
        assert invitation.as_contact_person
    assert "everything in the table is so already" in send(office, app_world, xlsx([WIDE, CLUB])).text


def test_wrong_languages_and_addresses_are_named_by_their_cells(office: Visitor, app_world: World) -> None:
    wrong = [*CLUB[:4], "suomi, klingon", "not a site", "", "somebody"]
    page = send(office, app_world, xlsx([WIDE, wrong]))
    assert page.status == 422
    for said in (
        "Row 2, column E (Languages in which one is served) “klingon” is none of the words",
        "Row 2, column F (Website of a distributor)",
        "Row 2, column H (Work e-mail of the contact person) Check the e-mail address",
    ):
        assert said in page.text
