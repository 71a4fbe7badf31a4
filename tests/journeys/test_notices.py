"""A reminder: asked for on the phone, sent by the timer, shown in the holder's words, and turned off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.journeys.people.reminded_holder import RemindedHolder
from tests.journeys.people.speech import Speech
from tests.support.browser_log import BrowserLog
from tests.support.chromium import ARGUMENTS, find
from tests.support.devices import PHONE
from tests.support.push_service import PushService, push_service
from tests.support.register_file import move_last_day
from tests.support.server import RunningServer
from webapp.core.database import create_register_engine, session_factory
from webapp.core.omakaiku.reminders.actions import PushOutcome
from webapp.demo.known import VALID_CARD
from webapp.plumbing.housekeeping import send_notices
from webapp.plumbing.push.sending import push_sender
from webapp.wsgi import settings_of_demo

pytestmark = pytest.mark.journey

RENEWED_BY_DAYS = 30


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        running.now = datetime.now(UTC).replace(hour=10)  # the timer sends by day only
        yield running


@pytest.fixture
def holder(
    browser: Browser, server: RunningServer, spoken_app: Flask, service: PushService
) -> Iterator[RemindedHolder]:
    """Speaks Swedish, and has the demo's best-known card."""
    # The light browser has no notifications.
    whole = browser.browser_type.launch(
        executable_path=find(asks_permission=True), args=[*ARGUMENTS], headless=True
    )
    context = whole.new_context(
        base_url=server.address, locale="sv-FI", viewport={"width": PHONE.width, "height": PHONE.height}
    )
    log = BrowserLog()
    log.watch(context)
    person = RemindedHolder(context.new_page(), Speech(spoken_app, "sv"), log)
    person.can_be_woken_at(service.endpoint("phone"))
    yield person.takes_demo_card()
    whole.close()
    assert log.complaints == []


@pytest.fixture
def renewed_later(server: RunningServer) -> Iterator[None]:
    """Whatever becomes of the card, the next journey finds it as it was."""
    yield
    move_last_day(server, VALID_CARD, -RENEWED_BY_DAYS)


def housekeep(server: RunningServer, service: PushService) -> dict[PushOutcome, int]:
    """As the timer does, at noon."""
    settings = settings_of_demo(server.address, server.directory)
    sender = push_sender(replace(settings, plain_push_hosts=frozenset({"127.0.0.1"})))
    assert sender is not None
    engine = create_register_engine(settings.database_url)
    noon = service.now or datetime.now(UTC)
    outcomes = send_notices(session_factory(engine), sender, clock=lambda: noon)
    engine.dispose()
    return outcomes


def test_a_holder_is_told_of_the_renewal_and_nobody_else_learns_anything(
    holder: RemindedHolder, server: RunningServer, service: PushService, renewed_later: None
) -> None:
    holder.open("/oma/puhelimet").follow("Reminder")
    holder.press("Turn the reminder on")
    holder.is_told("The reminder is now on for this phone.")
    assert holder.wish()["userVisibleOnly"] is True
    assert housekeep(server, service) == {}
    move_last_day(server, VALID_CARD, RENEWED_BY_DAYS)
    assert housekeep(server, service) == {PushOutcome.SENT: 1}
    assert housekeep(server, service) == {}
    (message,) = service.received
    assert (message.path, message.body) == ("/phone", b"")
    assert holder.wish()["applicationServerKey"] in message.headers["Authorization"]
    holder.is_woken()
    text = holder.say("There is something new for you. Tap to look.")
    assert holder.sees_on_the_lock_screen() == [
        {"title": "Kaikukortti", "body": text, "lang": "sv", "data": None}
    ]
    holder.press("Turn the reminder off")
    holder.is_told("The reminder is now off for this phone.")
    holder.is_told("The reminder is off for this phone.")
