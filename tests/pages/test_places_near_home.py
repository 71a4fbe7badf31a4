"""Near my home, by the postal code of the card on this phone: neither the page nor its address has it."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.factories import World, add_organisation, community_card
from tests.support.holder_portal import new_phone, phone_with_card
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.audit.models import AuditRecord
from webapp.core.cards.actions import stop_card
from webapp.core.cards.validity import CardStatus
from webapp.core.database import text_in
from webapp.core.networks.models import Municipality
from webapp.core.offers.places import PAGE_SIZE

HOME, NEAR = "87100", "/kohteet?near=me"
SAYING = "Places near your home first"
Visitors = Callable[[], Visitor]


@pytest.fixture
def holder(app: Flask, app_world: World, visitor: Visitors) -> Visitor:
    """Who lives in Kajaani, where one of the two venues is."""
    return phone_with_card(app, app_world, visitor, now=NOW - timedelta(days=60))[0]


def test_one_link_leads_to_the_places_near_home_and_keeps_what_was_asked(holder: Visitor) -> None:
    page = holder.open(f"/kohteet?word=a&postal_code={HOME}")
    assert 'href="/kohteet?word=a&amp;near=me#found"' in page.body
    page = holder.open("/kohteet?word=a&near=me")
    assert f"1 place {SAYING} Kajaani" in page.text
    assert HOME not in page.body
    assert ">Near me<" not in page.body


def test_the_form_goes_on_near_home_until_another_postal_code_is_typed_or_it_is_unticked(
    holder: Visitor,
) -> None:
    holder.open(NEAR)
    page = holder.submit({"kind": "theatre"}, action="/kohteet")
    assert SAYING in page.text
    assert page.response.request.args["near"] == "me"
    assert page.response.request.args["postal_code"] == ""
    page = holder.submit({"postal_code": "65100", "kind": ""}, action="/kohteet")
    assert SAYING not in page.text
    assert "1 place Vaasa" in page.text
    holder.open(NEAR)
    page = holder.submit({"near": ""}, action="/kohteet")
    assert "2 places" in page.text


def test_the_next_page_is_near_home_too(app: Flask, holder: Visitor) -> None:
    with session_factory_of(app).begin() as session:
        kajaani = session.scalars(
            select(Municipality.code).where(text_in(Municipality.name, "fi") == "Kajaani")
        ).one()
        for _ in range(PAGE_SIZE):
            add_organisation(session, "venue", municipality_code=kajaani)
    assert 'href="/kohteet?near=me&amp;page=2"' in holder.open(NEAR).body
    page = holder.open(f"{NEAR}&page=2")
    assert SAYING in page.text
    assert 'href="/kohteet?near=me&amp;page=1"' in page.body


def test_without_a_card_or_a_home_there_is_the_plain_list(
    app: Flask, app_world: World, visitor: Visitors
) -> None:
    with session_factory_of(app).begin() as session:
        community = community_card(
            session, app_world.distributor, app_world.codes[2], now=NOW, until=date(2027, 4, 30)
        )
        token = new_phone(session, app_world.distributor, community, now=NOW)
    stranger, group = visitor(), visitor()
    group.client.set_cookie("card", token)
    for phone in (stranger, group):
        phone.speak("en")
        assert "near=me" not in phone.open("/kohteet").body
        page = phone.open(NEAR)
        assert (page.status, "2 places" in page.text, SAYING in page.text) == (200, True, False)


def test_a_phone_that_may_be_lost_does_not_tell_where_its_holder_lives(
    app: Flask, app_world: World, visitor: Visitors
) -> None:
    phone, held = phone_with_card(app, app_world, visitor, now=NOW - timedelta(days=60))
    with session_factory_of(app).begin() as session:
        stop_card(session, app_world.distributor, held.card.id, status=CardStatus.WITHDRAWN, now=NOW)
    page = phone.open(NEAR)
    assert (page.status, "2 places" in page.text, ">Near me<" in page.body) == (200, True, False)


def test_with_somebody_signed_in_the_card_on_the_phone_is_not_asked(
    holder: Visitor, app_world: World
) -> None:
    holder.sign_in(app_world.venue)
    page = holder.open(NEAR)
    assert (SAYING in page.text, "near=me" in page.form("/kohteet").get("action", "")) == (False, False)


def test_looking_near_home_leaves_no_trace(
    app: Flask, holder: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with session_factory_of(app).begin() as session:
        before = len(session.scalars(select(AuditRecord)).all())
    caplog.set_level("DEBUG")
    holder.open(NEAR)
    with session_factory_of(app).begin() as session:
        events = session.scalars(select(AuditRecord)).all()
    assert len(events) == before
    assert HOME not in json.dumps([record.getMessage() for record in caplog.records])
