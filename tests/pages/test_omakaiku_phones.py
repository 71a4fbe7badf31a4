"""My phones: which carry the card, one more, one less, and a card that is lost."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW, MovableClock
from tests.factories import World, personal_card
from tests.support.visitor import Visitor, session_factory_of
from webapp.core.accounts.actor import Actor
from webapp.core.cards.actions import Replacement, replace_card, stop_card
from webapp.core.cards.validity import CardStatus
from webapp.core.omakaiku.phones.actions import make_pairing

CODE = "A999123453"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
)
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36"
TABLET = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36"

TakeCard = Callable[..., Visitor]


@pytest.fixture
def card(app: Flask, app_world: World) -> uuid.UUID:
    with session_factory_of(app).begin() as session:
        return personal_card(session, app_world.distributor, CODE, now=NOW).card.id


@pytest.fixture
def take_card(app: Flask, app_world: World, visitor: Callable[[], Visitor], card: uuid.UUID) -> TakeCard:
    """A new phone that carries the card: `take_card(browser)`."""

    def take(browser: str = IPHONE) -> Visitor:
        with session_factory_of(app).begin() as session:
            secret = make_pairing(session, app_world.distributor, card, now=NOW).secret
        phone = visitor()
        phone.speak("en")
        phone.client.environ_base["HTTP_USER_AGENT"] = browser
        phone.open("/oma/liita")
        phone.submit({"secret": secret}, action="/oma/liita")
        return phone

    return take


def act_of_distributor(
    app: Flask, act: Callable[..., object], actor: Actor, card: uuid.UUID, **facts: object
) -> None:
    with session_factory_of(app).begin() as session:
        act(session, actor, card, now=NOW, **facts)


@pytest.mark.parametrize(
    ("browser", "kind"),
    [
        (IPHONE, "iPhone"),
        (ANDROID, "Android phone"),
        (WINDOWS, "Computer"),
        (TABLET, "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_phone_is_told_by_its_kind(take_card: TakeCard, browser: str, kind: str) -> None:
    page = take_card(browser).open("/oma/puhelimet")
    assert f"{kind} This phone Has carried the card since 22 Nov 2026 at 12:05." in page.text


def test_last_use_is_of_the_day(take_card: TakeCard, clock: MovableClock) -> None:
    first, second = take_card(), take_card(ANDROID)
    clock.now = NOW + timedelta(days=3)
    second.open("/oma")
    clock.now = NOW + timedelta(days=5)
    text = first.open("/oma/puhelimet").text
    assert re.search(r"iPhone This phone .*? Last used on 27 Nov 2026\.", text)
    assert re.search(r"Android phone Has .*? Last used on 25 Nov 2026\.", text)


def test_another_phone_is_ended_and_the_first_goes_on(take_card: TakeCard) -> None:
    first, second = take_card(), take_card(ANDROID)
    first.open("/oma/puhelimet")
    first.follow("/poista")
    stale = first.page
    page = first.submit(action="/poista")
    assert "The card is no longer on that phone." in page.text
    assert "Android phone" not in page.text
    assert CODE not in second.open("/oma").body
    first.page = stale
    assert first.submit(action="/poista").status == 200
    assert CODE in first.open("/oma").body


def test_one_more_phone_takes_the_card_with_the_shown_code(
    take_card: TakeCard, visitor: Callable[[], Visitor]
) -> None:
    first = take_card()
    first.open("/oma/puhelimet")
    page = first.submit(action="/oma/puhelimet/uusi")
    assert "Works once, until 12:15." in page.text
    assert "kk-qr" in page.body
    typed = re.search(r"((?:[0-9A-Z]{4} ){6}[0-9A-Z]{4})\b", page.text)
    assert typed
    second = visitor()
    second.open("/oma/liita")
    second.submit({"secret": typed[1]}, action="/oma/liita")
    assert CODE in second.open("/oma").body
    assert first.open("/oma/puhelimet/uusi").path == "/oma/puhelimet"


def test_five_phones_are_enough(take_card: TakeCard) -> None:
    first = take_card()
    first.open("/oma/puhelimet")
    stale = first.page
    for _ in range(4):
        take_card(ANDROID)
    assert "Take the card off one phone before you add another." in first.open("/oma/puhelimet").text
    first.page = stale
    page = first.submit(action="/oma/puhelimet/uusi")
    assert page.status == 422
    assert "The card is already on 5 phones." in page.text


def test_a_lost_card_stops_on_every_phone(take_card: TakeCard) -> None:
    first, second = take_card(), take_card(ANDROID)
    page = first.open("/oma/kadonnut")
    assert "It stops working at once everywhere" in page.text
    page = first.submit(action="/oma/kadonnut")
    assert (page.status, page.path) == (200, "/oma")
    assert "Your card has been stopped." in page.text
    for phone in (first, second):
        assert "This card has been stopped" in phone.open("/oma").text
        assert phone.open("/oma/puhelimet").path == "/oma"


def test_reporting_twice_is_harmless(take_card: TakeCard) -> None:
    phone = take_card()
    phone.open("/oma/kadonnut")
    stale = phone.page
    phone.submit(action="/oma/kadonnut")
    phone.page = stale
    assert phone.submit(action="/oma/kadonnut").path == "/oma"


def test_only_a_replacement_undoes_it(
    take_card: TakeCard, visitor: Callable[[], Visitor], app_world: World, card: uuid.UUID
) -> None:
    phone = take_card()
    phone.open("/oma/kadonnut")
    phone.submit(action="/oma/kadonnut")
    person = visitor()
    person.speak("en")
    person.sign_in(app_world.distributor)
    assert "Renew the card" not in person.open(f"/jakaja/kortti/{card}/").text
    person.open(f"/jakaja/kortti/{card}/korvaa")
    person.submit({"code": app_world.codes[0]}, action="/korvaa")
    page = person.submit(action="/korvaa")
    assert "The card has a new code" in page.text
    assert "This card has been replaced with a new one." in phone.open("/oma").text


def test_a_phone_of_a_replaced_card_does_nothing_any_more(
    app: Flask, take_card: TakeCard, app_world: World, card: uuid.UUID
) -> None:
    phone = take_card()
    token = phone.open("/oma/puhelimet").value_of("csrf_token")
    replacement = Replacement(CODE, app_world.codes[0])
    act_of_distributor(app, replace_card, app_world.distributor, card, replacement=replacement)
    for address in ("/oma/puhelimet/uusi", f"/oma/puhelimet/{uuid.uuid4()}/poista", "/oma/kadonnut"):
        answer = phone.client.post(address, data={"csrf_token": token})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/oma")
    assert "This card has been replaced" in phone.open("/oma").text


def test_a_card_that_has_ended_is_not_added_to_another_phone(
    app: Flask, take_card: TakeCard, app_world: World, card: uuid.UUID
) -> None:
    phone = take_card()
    phone.open("/oma/puhelimet")
    stale = phone.page
    act_of_distributor(app, stop_card, app_world.distributor, card, status=CardStatus.ENDED)
    assert "cannot be taken onto another phone" in phone.open("/oma/puhelimet").text
    phone.page = stale
    assert phone.submit(action="/oma/puhelimet/uusi").status == 422


def test_a_phone_without_a_card_is_sent_to_get_one(visitor: Callable[[], Visitor]) -> None:
    for address in ("/oma/puhelimet", "/oma/puhelimet/uusi", "/oma/kadonnut"):
        assert visitor().open(address).path == "/oma"
