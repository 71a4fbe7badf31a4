"""The national office keeps lists of answers; what it adds is offered on forms, what it ends is not."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import World
from tests.support.english import english_visitor
from tests.support.page import Page
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.cards.models import Background, Category
from webapp.core.partners.models import DistributorKind, Organisation

LISTS = "/keskus/vastaukset"
NEW = {"name_fi": "karjala", "name_sv": "karelska", "name_en": "Karelian", "after": "sv"}
ISSUED = {"birth_year": "1984", "postal_code": "87100", "children": "2"}


@pytest.fixture
def office(app: Flask, app_world: World) -> Visitor:
    return _signed_in(app, app_world, "office")


@pytest.fixture
def tablet(app: Flask, app_world: World) -> Visitor:
    return _signed_in(app, app_world, "distributor")


def _signed_in(app: Flask, world: World, who: str) -> Visitor:
    person = english_visitor(app)
    person.sign_in(getattr(world, who))
    return person


def choices(page: Page, name: str) -> list[str]:
    """What a list of a form offers, in words."""
    (found,) = (one for one in page.root.iter("select") if one.get("name") == name)
    return ["".join(option.itertext()).strip() for option in found.iter("option")]


def test_the_lists_are_found_under_more(office: Visitor) -> None:
    office.open("/lisaa")
    page = office.follow(LISTS)
    assert page.h1 == "Lists of answers"
    for heading in ("Mother tongue", "Gender", "Life situation", "Kinds of distributors"):
        assert heading in [" ".join("".join(one.itertext()).split()) for one in page.root.iter("h2")]
    assert not [one for one in page.links() if one.endswith("/declined/paata")]


def test_a_new_answer_is_offered_to_who_issues_a_card_in_its_place(office: Visitor, tablet: Visitor) -> None:
    office.open(LISTS)
    page = office.follow("/mother_tongue/uusi")
    assert page.value_of("after") == "zh"
    assert "Saved." in office.submit(NEW).text
    offered = choices(tablet.open("/jakaja/uusi"), "mother_tongue")
    declines = "does not want to say"
    assert offered[:6] == ["Choose", declines, "Finnish", "Swedish", "Karelian", "Sámi languages"]
    tablet.speak("sv")
    assert choices(tablet.open("/jakaja/uusi"), "mother_tongue")[4] == "karelska"


def test_a_form_that_is_sent_twice_adds_one(app: Flask, office: Visitor) -> None:
    page = office.open(f"{LISTS}/mother_tongue/uusi")
    sent = {**NEW, "code": page.value_of("code"), "csrf_token": page.value_of("csrf_token")}
    for _ in range(2):
        answered = office.client.post(f"{LISTS}/mother_tongue/uusi", data=sent)
        assert (answered.status_code, answered.headers["Location"]) == (303, f"{LISTS}#mother_tongue")
    with session_factory_of(app)() as session:
        added = select(func.count()).select_from(Category).where(Category.code == sent["code"])
        assert session.scalar(added) == 1
    sent["code"] = "fi"  # as no page of ours sends it
    refused = Page(office.client.post(f"{LISTS}/mother_tongue/uusi", data=sent), LISTS)
    assert (refused.status, "Open the page again." in refused.text) == (422, True)


def test_what_is_wrong_is_told_at_once_beside_its_field_and_all_that_was_typed_stays(office: Visitor) -> None:
    office.open(f"{LISTS}/gender/uusi")
    typed = {"name_fi": "uusi", "name_sv": "", "name_en": "x" * 81, "after": "woman"}
    page = office.submit(typed)
    assert page.status == 422
    for field in ("name_sv", "name_en"):
        assert "Write the name in this language" in page.error_of(field)
    assert {name: page.value_of(name) for name in typed} == typed
    page = office.submit({**typed, "name_sv": "Kvinna", "name_en": "new"})
    assert page.status == 422
    assert "Another answer of this list has this name." in page.error_of("name_sv")
    assert page.value_of("name_sv") == "Kvinna"
    page = office.submit({"name_sv": "ny", "after": "no_such_answer"})
    assert "Choose one of the answers in the list." in page.error_of("after")
    assert "Saved." in office.submit({"after": "woman"}).text


def test_an_answer_is_renamed_and_moved(office: Visitor, tablet: Visitor) -> None:
    office.open(LISTS)
    page = office.follow("/gender/other")
    assert [page.value_of(f"name_{code}") for code in ("fi", "sv", "en")] == ["muu", "annat", "other"]
    assert page.value_of("after") == "man"
    assert "other" not in choices(page, "after")
    office.submit({"name_en": "something else", "after": ""})
    assert choices(tablet.open("/jakaja/uusi"), "gender")[1] == "something else"


def test_an_ended_answer_is_offered_to_nobody_and_stays_with_whoever_gave_it(
    app: Flask, app_world: World, office: Visitor, tablet: Visitor
) -> None:
    with session_factory_of(app)() as session:
        man = session.scalars(select(Category.id).where(Category.code == "man")).one()
    tablet.open("/jakaja/uusi")
    tablet.submit({**ISSUED, "code": app_world.codes[0], "gender": str(man)}, action="/jakaja/uusi")
    opened_before = _signed_in(app, app_world, "distributor")
    opened_before.open("/jakaja/uusi")

    office.open(LISTS)
    assert office.follow("/gender/man/paata").h1 == "No longer offer “man”?"
    assert "It is no longer offered." in office.submit().text

    assert "man" not in choices(tablet.open("/jakaja/uusi"), "gender")
    late = opened_before.submit(
        {**ISSUED, "code": app_world.codes[1], "gender": str(man)}, action="/jakaja/uusi"
    )
    assert late.status == 422
    assert "Choose one of the answers in the list." in late.error_of("gender")
    assert late.value_of("birth_year") == "1984"
    (card,) = re.findall(r"/jakaja/kortti/[0-9a-f-]{36}", tablet.open("/jakaja/").body)[:1]
    page = tablet.open(f"{card}/korjaa")
    assert "man" not in choices(page, "gender")
    tablet.submit({"children": "3"}, action="/korjaa")
    with session_factory_of(app)() as session:
        assert session.scalars(select(Background.gender_id)).one() == man

    office.open(LISTS)
    assert "It is offered again." in office.submit(action="/gender/man/tarjoa").text
    assert "man" in choices(tablet.open("/jakaja/uusi"), "gender")


def test_that_somebody_declines_does_not_end(office: Visitor) -> None:
    page = office.open(f"{LISTS}/gender/declined/paata")
    assert (page.h1, "This answer stays" in page.text) == ("Lists of answers", True)


def test_a_distributor_keeps_a_kind_that_is_no_longer_offered(
    app: Flask, app_world: World, office: Visitor
) -> None:
    with session_factory_of(app).begin() as session:
        kind = session.scalars(select(DistributorKind).where(DistributorKind.code == "clubhouse")).one()
        own = session.get_one(Organisation, app_world.distributor.organisation.id)
        own.distributor_kind_id = kind.id
        name = own.name["fi"]
    office.open(LISTS)
    office.answer_yes("/distributor_kind/clubhouse/paata")
    add = office.open(f"/verkosto/{app_world.kainuu}/kumppanit/jakaja")
    assert "clubhouse" not in choices(add, "distributor_kind")
    change = office.open(f"/kumppani/{own.id}/muuta")
    assert "clubhouse" in choices(change, "distributor_kind")
    assert change.value_of("distributor_kind") == str(kind.id)

    address = f"/verkosto/{app_world.kainuu}/kumppanit/tuonti"
    for called, told in ((name, "everything in the table is so already"), ("Uusi", "Choose one of the")):
        office.open(address)
        table = f"kind;name_fi;distributor_kind;run_by\ndistributor;{called};clubhouse;third_sector\n"
        assert told in office.submit({"table": table}, action="/tuonti").text


def test_the_log_tells_of_which_list_an_answer_was(office: Visitor) -> None:
    office.open(LISTS)
    office.answer_yes("/life_situation/service/paata")
    assert "stopped offering an answer (list: Life situation)." in office.open("/keskus/loki").text


@pytest.mark.parametrize(
    "path", ["/no_such_list/uusi", "/gender/fi", "/gender/no_such_answer/paata", "/gender/0" + "0" * 31]
)
def test_what_is_no_list_or_answer_has_no_page(office: Visitor, path: str) -> None:
    assert office.client.get(f"{LISTS}{path}").status_code == 404
