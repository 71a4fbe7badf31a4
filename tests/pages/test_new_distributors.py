"""The national office says yes or no to new distributors; they and their coordinator read what it said."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import World, add_account, commit_from_before
from tests.support.english import english_visitor
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.languages import LocalisedText
from webapp.core.partners.founding import NewPartner, add_partner
from webapp.core.partners.models import Membership, OrganisationKind
from webapp.core.partners.queries import actor_of, distributor_kinds


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def newcomer(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> tuple[int, Visitor]:
    """A distributor that waits, and somebody who works there."""
    with session_factory_of(app).begin() as session:
        new = NewPartner(
            OrganisationKind.DISTRIBUTOR, LocalisedText(en="Helpers"),
            distributor_kind_id=distributor_kinds(session)[0].id,
        )  # fmt: skip
        added = add_partner(session, app_world.coordinator, app_world.kainuu, new=new, now=NOW)
        commit_from_before(session, added)
        partner = added.id
        account = add_account(session, now=NOW)
        session.add(
            Membership(account_id=account.id, organisation_id=partner, is_contact_person=True, since=NOW)
        )
        session.flush()
        actor = actor_of(session, account_id=account.id, organisation_id=partner)
        assert actor is not None
    person = visitor()
    person.sign_in(actor)
    return partner, person


def test_a_new_distributor_waits_is_said_no_to_and_then_yes(
    newcomer: tuple[int, Visitor], visitor: Callable[[], Visitor], app_world: World
) -> None:
    partner, person = newcomer
    office, coordinator = visitor(), visitor()
    office.sign_in(app_world.office)
    coordinator.sign_in(app_world.coordinator)
    told = "The national office has not yet said yes to your office giving out cards."
    for path in ("/jakaja/uusi", "/jakaja/yhteison-kortti"):
        assert told in person.open(path).text
    assert "Waits for the national office’s yes" in coordinator.open(f"/kumppani/{partner}/").text
    assert "Helpers Waits" in coordinator.open(f"/verkosto/{app_world.kainuu}/kumppanit").text
    assert "Helpers" not in office.open(f"/alueet/{app_world.kainuu}").text

    assert "Helpers Waits" in office.open("/keskus/jakajat").text
    office.follow("/ei")
    page = office.submit({"reason": " "})
    assert page.status == 422
    assert page.error_of("reason")
    assert page.value_of("reason").strip() == ""
    page = office.submit({"reason": "Too few would gain."})
    assert "Helpers The national office has said no" in page.text
    assert "giving out cards: Too few would gain. Ask your coordinator." in person.open("/jakaja/uusi").text
    assert "Why the national office said no: Too few would gain." in (
        coordinator.open(f"/kumppani/{partner}/").text
    )
    office.open("/keskus/jakajat")
    assert "Nobody waits" in office.submit(action="/kylla").text
    assert "Last valid day" in person.open("/jakaja/uusi").text
    assert "yes" not in coordinator.open(f"/kumppani/{partner}/").text
    assert "outreach youth work" in office.open(f"/alueet/{app_world.kainuu}").text
    log = office.open("/keskus/loki").text
    assert "said no to Helpers giving out cards." in log
    assert "said yes to Helpers giving out cards." in log


@pytest.mark.parametrize("missing", ["name_en", "distributor_kind", "run_by"])
def test_a_distributor_that_lacks_something_says_so_there_and_keeps_the_rest(
    visitor: Callable[[], Visitor], app_world: World, missing: str
) -> None:
    coordinator = visitor()
    coordinator.sign_in(app_world.coordinator)
    coordinator.open(f"/verkosto/{app_world.kainuu}/kumppanit/jakaja")
    typed = {"name_en": "Helpers", "distributor_kind": "1", "run_by": "parish", "side": "county"}
    page = coordinator.submit({**typed, missing: ""})
    assert page.status == 422
    assert page.error_of(missing)
    for name, value in typed.items():
        assert page.value_of(name) == ("" if name == missing else value)
    page = coordinator.submit({missing: typed[missing]})
    assert "It can give out cards when the national office has said yes." in page.text


def test_who_is_not_of_the_national_office_sees_no_list(
    visitor: Callable[[], Visitor], app_world: World
) -> None:
    for actor in (app_world.coordinator, app_world.distributor, app_world.venue):
        person = visitor()
        person.sign_in(actor)
        assert person.open("/keskus/jakajat").status == 403
