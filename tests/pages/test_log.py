"""The log speaks in sentences, whole ones, for every event there is; each reader reads their own part."""

import ast
import dataclasses
import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy.orm import Session

from tests.conftest import NOW
from tests.factories import World, personal_card
from tests.support.checkout import ROOT
from tests.support.english import english_visitor
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.acts import record_act
from webapp.core.audit.actions import event_name, record_event
from webapp.core.audit.events import Event
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.events import CardViewed
from webapp.core.languages import LocalisedText
from webapp.core.log.queries import PAGE_SIZE, LogEntry
from webapp.core.offers.events import VenueDescribed
from webapp.core.omakaiku.phones.events import PhonePaired
from webapp.core.partners.events import PersonRemoved
from webapp.core.registry import all_events
from webapp.plumbing.words.texts import EVENTS, event_kinds, event_sentence, event_things

OFFICE = LocalisedText(fi="Kajaanin sosiaalitoimisto", sv="Kajana socialbyrå")
CODE = "A373874982"
SHOWN = "A\u00a0373\u00a0874\u00a0982"
SAID_BY_NUMBER = {
    "administrator_made", "factors_removed_on_server", "mail_given_up", "password_link_made_on_server",
    "trial_cards_go_on",
}  # fmt: skip
"""Of which neither an organisation nor a card is known."""


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


def entry_of(event: type[Event]) -> LogEntry:
    """An entry with a value for each field of an event, recorded by a member of staff."""
    values = {
        field.name: CODE if field.name.endswith("code") else f"<{field.name}>"
        for field in dataclasses.fields(event)
    }
    record = AuditRecord(
        id=uuid.uuid4(), at=datetime.now(UTC), event=event_name(event), account_id=1, organisation_id=2,
        facts=values,
    )  # fmt: skip
    names = {field: LocalisedText(fi="Teatteri") for field in values if field.endswith("organisation_id")}
    return LogEntry(record, OFFICE, CODE, names)


def test_every_event_has_its_own_sentence() -> None:
    assert set(EVENTS) == set(all_events())
    sentences = [str(text) for text in EVENTS.values()]
    assert len(set(sentences)) == len(sentences)


def test_every_event_has_few_words_in_one_group(app: Flask) -> None:
    for language in ("fi", "sv", "en"):
        with app.test_request_context(), force_locale(language):
            groups = event_kinds(of_networks=False)
        kinds = [kind for found in groups.values() for kind in found]
        assert sorted(name for name, _words in kinds) == sorted(map(event_name, all_events()))
        assert len({words for _name, words in kinds}) == len(kinds)
        assert max(len(words) for _name, words in kinds) <= 55
        assert not [words for _name, words in kinds if re.search(r"…|%|\.$", words)]


def test_the_menu_has_what_the_readers_log_can_hold(visitor: Callable[[], Visitor], app_world: World) -> None:
    offered = {}
    for actor, path in ((app_world.office, "/keskus/loki"), (app_world.coordinator, "/alue/loki")):
        page = reader_of(visitor, actor).open(path)
        menu = next(one for one in page.root.iter("select") if one.get("name") == "kind")
        groups = [one.get("label", "") for one in menu.iter("optgroup")]
        assert groups == sorted(groups)
        offered[path] = {one.get("value") for one in menu.iter("option")} - {""}
    assert offered["/keskus/loki"] == set(map(event_name, all_events()))
    assert offered["/alue/loki"] == {event_name(one) for one in all_events() if one.is_of_networks}


OF_THE_OFFICE = {
    "AdministratorMade", "AnswerEnded", "AnswerOffered", "AnswerWritten",
    "DistributorApproved", "DistributorRefused", "PopUpAdded", "PartnerMoved",
    "PartnerTakenOut",
    "MaterialChangesAsked", "MaterialOrderApproved",
    "BatchExported", "BatchHandedOver", "BatchMade", "MunicipalityChanged",
    "CostLetterDownloaded", "CostSharesDownloaded", "CostYearSettled", "CostYearWritten",
    "ExceptionAdded", "ExceptionChanged", "ModelVersionChanged",
    "ModelVersionPublished", "ModelVersionWithdrawn", "PopulationsKept", "TrialDecided",
    "GeneralCommitmentConfirmed",
    "LeadSettled", "MunicipalityJoined", "NetworkChanged", "NetworkFounded", "SeriesImported",
}  # fmt: skip
"""Done with rights that the national office alone has, or on its server."""


def test_what_is_recorded_of_no_organisation_is_in_no_coordinators_log() -> None:
    """By the code: an event that is only ever recorded without an organisation."""
    by_somebody, by_nobody = set(), set()
    for file in (ROOT / "webapp").rglob("*.py"):
        tree = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        made = {
            ast.unparse(node.targets[0]): ast.unparse(node.value.func)
            for node in tree
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        }
        for call in tree:
            if isinstance(call, ast.Call):
                recorded = {ast.unparse(one.func) for one in call.args if isinstance(one, ast.Call)}
                recorded |= {made.get(ast.unparse(one), "") for one in call.args}
                name = ast.unparse(call.func).rsplit(".", 1)[-1]
                if name == "record_event" and "organisation_id" not in {one.arg for one in call.keywords}:
                    by_nobody |= recorded
                elif name in {"record_act", "record_event", "note", "note_event"}:
                    by_somebody |= recorded
    events = {one.__name__ for one in all_events()}
    not_of_networks = {one.__name__ for one in all_events() if not one.is_of_networks}
    assert not_of_networks == (events & (by_nobody - by_somebody)) | OF_THE_OFFICE


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("event", all_events(), ids=event_name)
def test_a_sentence_says_whose_act_it_was_or_which_card_it_is_about(
    app: Flask, event: type[Event], language: str
) -> None:
    with app.test_request_context(), force_locale(language):
        sentence = event_sentence(entry_of(event))
    assert "%(" not in sentence
    assert sentence.endswith(".")
    assert "organisation_id" not in sentence
    if event_name(event) not in SAID_BY_NUMBER:
        assert OFFICE.text_in(language) in sentence or SHOWN in sentence
    assert ("card_id" in entry_of(event).record.facts) <= (SHOWN in sentence)


def test_a_card_is_opened_in_words(app: Flask) -> None:
    said = {
        "fi": "Kajaanin sosiaalitoimisto, työntekijä, avasi kortin ",
        "sv": "Kajana socialbyrå, en anställd, öppnade kort ",
        "en": "Kajaanin sosiaalitoimisto, a member of staff, opened card ",
    }
    for language, words in said.items():
        with app.test_request_context(), force_locale(language):
            assert event_sentence(entry_of(CardViewed)).striptags() == f"{words}A 373 874 982."


def test_an_event_of_an_earlier_version_still_has_a_line(app: Flask) -> None:
    unknown = LogEntry(AuditRecord(event="card_laminated", facts={}), None, "", {})
    fewer_facts = LogEntry(AuditRecord(event="batch_made", facts={"batch_id": 1}), None, "", {})
    with app.test_request_context():
        assert event_sentence(unknown) == "card_laminated"
        assert event_sentence(fewer_facts) == "batch_made"
        assert event_things(unknown.record) == []


def test_the_office_reads_who_did_what_by_number_too(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    office = visitor()
    office.write_password(app_world.office)
    office.sign_in(app_world.office)
    page = office.open("/keskus/loki")
    assert "A member of staff signed in." in page.text
    assert f"Person {app_world.office.account_id}" in page.text


@pytest.fixture
def written(app: Flask, app_world: World) -> str:
    """What three organisations and a cardholder did, on two days; the code of the card."""
    world = app_world
    with session_factory_of(app).begin() as db:
        held = personal_card(db, world.distributor, world.codes[0], now=NOW - timedelta(days=1))
        record_act(db, world.distributor, CardViewed(held.card.id), now=NOW)
        record_act(db, world.venue, VenueDescribed(world.venue.organisation.id), now=NOW)
        record_act(db, world.office, PersonRemoved(7, world.venue.organisation.id), now=NOW)
        record_event(db, PhonePaired(held.code), now=NOW, account_id=None)
    return " ".join((held.code[0], held.code[1:4], held.code[4:7], held.code[7:]))


def reader_of(visitor: Callable[[], Visitor], actor: object) -> Visitor:
    person = visitor()
    person.sign_in(actor)  # type: ignore[arg-type]  # any of the world's actors
    return person


def acts_on(page: Page) -> list[str]:
    """The sentences of the log, without its numbers."""
    rows = [one for one in page.root.iter("ol") if one.get("class") == "kk-log"]
    return [" ".join("".join(li.itertext()).split()) for ol in rows for li in ol]


def test_a_coordinator_reads_what_the_network_did_and_nothing_of_others(
    visitor: Callable[[], Visitor], app_world: World, written: str
) -> None:
    text = " ".join(acts_on(reader_of(visitor, app_world.coordinator).open("/alue/loki")))
    distributor = app_world.distributor.organisation.name["fi"]
    assert f"{distributor}, a member of staff, opened card {written}" in text
    assert "wrote what the venue" in text
    assert "A phone took card" not in text
    assert app_world.office.organisation.name["fi"] not in text
    assert "Person " not in text


def test_the_log_is_narrowed_by_day_organisation_and_kind_without_scripts(
    visitor: Callable[[], Visitor], app_world: World, written: str
) -> None:
    office = reader_of(visitor, app_world.office)
    ours = app_world.distributor.organisation.id
    before = acts_on(office.open("/keskus/loki?day=21.11.2026"))
    assert [f"issued card {written}" in one for one in before] == [True]
    of_ours = acts_on(office.open(f"/keskus/loki?organisation={ours}"))
    assert len(of_ours) == 2
    assert len(acts_on(office.open(f"/keskus/loki?organisation={ours}&kind=card_viewed&day=22.11.2026"))) == 1
    page = office.open("/keskus/loki?kind=phone_paired")
    assert [f"A phone took card {written}." in one for one in acts_on(page)] == [True]
    assert page.form("/keskus/loki").get("method") == "get"
    assert "Nothing has happened" in office.open("/keskus/loki?kind=no_such_thing").text
    for typed, why in (
        ("tomorrow", "Write the day with its year"),
        ("31.2.2026", "There is no such day as 31.2.2026."),
    ):
        wrong = office.open(f"/keskus/loki?day={typed}")
        assert (wrong.status, wrong.value_of("day"), acts_on(wrong)) == (422, typed, [])
        assert why in wrong.error_of("day")
        assert "Nothing is listed until" in wrong.text
    for nobody in ("999999", "theirs"):
        wrong = office.open(f"/keskus/loki?organisation={nobody}")
        assert (wrong.status, acts_on(wrong)) == (422, [])
        assert "Choose one of the organisations in the list." in wrong.error_of("organisation")


def test_the_pager_keeps_what_the_log_is_narrowed_to(
    app: Flask, visitor: Callable[[], Visitor], app_world: World, written: str
) -> None:
    with session_factory_of(app).begin() as db:
        add_acts(db, app_world, PAGE_SIZE)
    office = reader_of(visitor, app_world.office)
    ours = app_world.distributor.organisation.id
    page = office.open(f"/keskus/loki?organisation={ours}&kind=card_viewed")
    assert len(acts_on(page)) == PAGE_SIZE
    (older,) = [link for link in page.links() if "page=2" in link]
    page = office.open(older)
    assert [written in one for one in acts_on(page)] == [True]
    assert any("page=1" in link and f"organisation={ours}" in link for link in page.links())


def add_acts(db: Session, world: World, how_many: int) -> None:
    for number in range(how_many):
        viewed = CardViewed(uuid.UUID(int=number))
        record_act(db, world.distributor, viewed, now=NOW + timedelta(minutes=1))


def test_a_card_that_is_gone_is_told_as_that(
    app: Flask, visitor: Callable[[], Visitor], app_world: World
) -> None:
    with session_factory_of(app).begin() as db:
        add_acts(db, app_world, 1)
    page = reader_of(visitor, app_world.coordinator).open("/alue/loki?kind=card_viewed")
    assert "opened card (no longer in the register)." in page.text


@pytest.mark.parametrize("role", ["venue", "distributor"])
def test_nobody_else_reads_the_log(visitor: Callable[[], Visitor], app_world: World, role: str) -> None:
    person = reader_of(visitor, getattr(app_world, role))
    assert [person.open(path).status for path in ("/alue/loki", "/keskus/loki")] == [403, 403]


def test_a_list_of_partners_leads_to_the_partner_and_on_to_its_people_and_its_log(
    visitor: Callable[[], Visitor], app_world: World, written: str
) -> None:
    ours = app_world.distributor.organisation.id
    for actor, start, log in (
        (app_world.coordinator, "/alue/", "/alue/loki"),
        (app_world.office, "/keskus/", "/keskus/loki"),
    ):
        person = reader_of(visitor, actor)
        links = person.open(start).links()
        assert f"/kumppani/{ours}/" in links
        assert f"/henkilosto/{ours}/" not in links
        page = person.open(f"/kumppani/{ours}/")
        assert page.h1 == app_world.distributor.organisation.name["fi"]
        assert "It has not written how it is reached." in page.text
        assert {f"/henkilosto/{ours}/", f"{log}?organisation={ours}", start} <= set(page.links())
        assert written in person.open(f"{log}?organisation={ours}").text
        assert f"/kumppani/{ours}/" in person.open(f"/henkilosto/{ours}/").links()
    assert reader_of(visitor, app_world.venue).open(f"/kumppani/{ours}/").status == 404
