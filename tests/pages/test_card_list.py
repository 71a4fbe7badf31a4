"""The desk's list of cards: by state, kind, carrier and wish; nobody else's are on it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World, community_card, personal_card
from tests.support.holder_portal import new_phone
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.cards.actions import stop_card
from webapp.core.cards.validity import CardStatus
from webapp.core.identifiers import new_id
from webapp.core.omakaiku.wishes.models import RenewalWish


@pytest.fixture
def codes(app: Flask, app_world: World) -> dict[str, str]:
    """Cards of every kind, by what they are."""
    names = ("plain", "wished", "on a phone", "ended", "of the office")
    by_name = dict(zip(names, app_world.codes, strict=False))
    with session_factory_of(app).begin() as session:
        held = {
            name: personal_card(session, app_world.distributor, by_name[name], now=NOW)
            for name in ("plain", "wished", "on a phone", "ended")
        }
        until = NOW.date() + timedelta(days=30)
        community_card(session, app_world.distributor, by_name["of the office"], now=NOW, until=until)
        new_phone(session, app_world.distributor, held["on a phone"], now=NOW)
        stop_card(session, app_world.distributor, held["ended"].card.id, status=CardStatus.ENDED, now=NOW)
        session.add(RenewalWish(id=new_id(NOW), card_id=held["wished"].card.id, wished_at=NOW))
        personal_card(session, app_world.other_distributor, app_world.other_codes[0], now=NOW)
    return by_name


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"plain", "wished", "on a phone", "ended", "of the office"}),
        ("standing=valid", {"plain", "wished", "on a phone", "of the office"}),
        ("standing=ends_soon", {"of the office"}),
        ("standing=expired", set()),
        ("standing=stopped", {"ended"}),
        ("kind=community", {"of the office"}),
        ("carrier=both", {"on a phone"}),
        ("carrier=phone", set()),
        ("carrier=cardboard&kind=personal", {"plain", "wished", "ended"}),
        ("wished=y", {"wished"}),
    ],
)
def test_the_list_shows_what_was_asked_for(
    visitor: Callable[[], Visitor], app_world: World, codes: dict[str, str], asked: str, found: set[str]
) -> None:
    person = visitor()
    person.sign_in(app_world.distributor)
    page = person.open(f"/jakaja/kortit?{asked}")
    assert {name for name, code in codes.items() if code in page.text} == found
    assert app_world.other_codes[0] not in page.text


def test_a_part_of_a_code_finds_it(
    visitor: Callable[[], Visitor], app_world: World, codes: dict[str, str]
) -> None:
    person = visitor()
    person.sign_in(app_world.distributor)
    page = person.open(f"/jakaja/kortit?code={codes['plain'][4:]}")
    assert [name for name, code in codes.items() if code in page.text] == ["plain"]


def test_what_expires_moves_by_itself(
    visitor: Callable[[], Visitor], app_world: World, codes: dict[str, str], clock: MovableClock
) -> None:
    clock.now += timedelta(days=31)
    person = visitor()
    person.sign_in(app_world.distributor)
    page = person.open("/jakaja/kortit?standing=expired")
    assert [name for name, code in codes.items() if code in page.text] == ["of the office"]
