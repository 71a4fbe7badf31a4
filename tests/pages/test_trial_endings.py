"""The national office sees until when a trial's cards go on before it decides; then they do."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.factories import NOKIA, World, personal_card
from tests.support.english import english_visitor
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.cards.models import Card
from webapp.core.networks.models import Participation


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


@pytest.fixture
def office(app: Flask, app_world: World, visitor: Callable[[], Visitor]) -> Visitor:
    """The national office; two cards of the trial have been given out."""
    with session_factory_of(app).begin() as session:
        for code in app_world.trial_codes[:2]:
            personal_card(session, app_world.trial_distributor, code, now=NOW)
    person = visitor()
    person.sign_in(app_world.office)
    person.open(f"/verkosto/{app_world.trial_distributor.network_id}/kokeilu")
    return person


def last_days(app: Flask) -> list[str]:
    with session_factory_of(app)() as session:
        return [str(day) for day in session.scalars(select(Card.valid_until))]


def test_cards_are_told_of_and_moved_only_after_a_yes(office: Visitor, app: Flask) -> None:
    office.follow("/paatos")
    page = office.submit({"kind": "extend", "trial_ends_on": "30.9.2027"})
    assert "2 of 2 cards get another last day." in page.text
    assert "September 2027 2" in page.text
    assert last_days(app) == ["2027-03-31"] * 2
    page = office.submit()
    assert "It is decided." in page.text
    assert "The trial’s last day is 30 Sep 2027." in page.text
    assert last_days(app) == ["2027-09-30"] * 2
    log = office.open("/keskus/loki").text
    assert "decided what becomes of the trial of the network Pirkanmaa." in log
    assert "Cards of the network Pirkanmaa got another last day: 2." in log


def test_a_trial_becomes_permanent(office: Visitor, app: Flask) -> None:
    office.follow("/paatos")
    page = office.submit({"kind": "permanent"})
    assert "2 of 2 cards get another last day." in page.text
    office.submit()
    assert last_days(app) == ["2027-11-22"] * 2
    with session_factory_of(app)() as session:
        assert session.get_one(Participation, NOKIA).state == "in_use"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, "kind"),
        ({"kind": "extend", "trial_ends_on": ""}, "trial_ends_on"),
        ({"kind": "extend", "trial_ends_on": "1.1.2027"}, "trial_ends_on"),
        ({"kind": "close", "municipality": "205"}, "municipality"),
    ],
)
def test_what_cannot_be_decided_is_told_beside_it(
    office: Visitor, app: Flask, typed: dict[str, str], wrong: str
) -> None:
    office.follow("/paatos")
    page = office.submit(typed)
    assert page.status == 422
    assert page.error_of(wrong)
    assert last_days(app) == ["2027-03-31"] * 2


def test_a_network_that_is_not_on_trial_has_nothing_to_decide(office: Visitor, app_world: World) -> None:
    office.open(f"/keskus/kokeilut/{app_world.kainuu}/paatos")
    page = office.submit({"kind": "close"})
    assert page.status == 422
    assert "No municipality of this choice is on trial." in page.text
