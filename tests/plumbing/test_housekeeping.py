"""What the timer does: reminds by day, once, whatever one phone's push service says, and forgets."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_world, personal_card
from tests.support.holder_portal import new_phone, on_phone, visited
from tests.support.push_service import PushService, push_service, sender_to_played_services
from webapp.core.database import session_factory
from webapp.core.omakaiku.reminders.actions import PushOutcome, turn_notices_on
from webapp.core.omakaiku.reminders.models import HolderNotice
from webapp.core.visits.looking_back.models import AskedVisit
from webapp.core.visits.looking_back.moods import tell_mood
from webapp.plumbing.clock import Clock
from webapp.plumbing.housekeeping import let_go, send_notices
from webapp.plumbing.push.sending import PushSender
from webapp.settings import Settings


@pytest.fixture
def service(noon: datetime) -> Iterator[PushService]:
    with push_service() as running:
        running.now = noon
        yield running


@pytest.fixture
def sender(settings: Settings) -> PushSender:
    return sender_to_played_services(settings)


@pytest.fixture
def noon(now: datetime) -> datetime:
    """A day of next autumn."""
    return now.replace(year=2027, hour=10)


@pytest.fixture
def register(
    engine: Engine, service: PushService, sender: PushSender, noon: datetime
) -> sessionmaker[Session]:
    """Three phones, each with a card that ends in a month, which want to be reminded."""
    sessions = session_factory(engine)
    issued = noon - timedelta(days=335)
    with sessions.begin() as session:
        world = make_world(session, now=issued)
        for name, code in zip(("one", "two", "three"), world.codes, strict=False):
            held = personal_card(session, world.distributor, code, now=issued)
            token = new_phone(session, world.distributor, held, now=issued)
            endpoint = service.endpoint(name)
            turn_notices_on(session, token, endpoint, services=sender.services, now=issued)
    return sessions


def at(moment: datetime) -> Clock:
    return lambda: moment


def rung(service: PushService) -> list[str]:
    return sorted(one.path for one in service.received)


def test_one_phones_service_stops_no_other(
    register: sessionmaker[Session], sender: PushSender, service: PushService, noon: datetime
) -> None:
    service.answers |= {"/one": 500, "/two": 410}
    outcomes = send_notices(register, sender, clock=at(noon))
    assert outcomes == {PushOutcome.LATER: 1, PushOutcome.GONE: 1, PushOutcome.SENT: 1}
    with register() as session:
        assert session.scalar(select(func.count()).select_from(HolderNotice)) == 2
    service.answers.clear()
    assert send_notices(register, sender, clock=at(noon)) == {}
    assert send_notices(register, sender, clock=at(noon + timedelta(hours=1))) == {PushOutcome.SENT: 1}
    assert send_notices(register, sender, clock=at(noon + timedelta(hours=2))) == {}
    assert rung(service) == ["/one", "/one", "/three", "/two"]


def test_nobody_is_woken_at_night(
    register: sessionmaker[Session], sender: PushSender, service: PushService, noon: datetime
) -> None:
    assert send_notices(register, sender, clock=at(noon.replace(hour=22))) == {}
    assert send_notices(register, sender, clock=at(noon.replace(hour=3))) == {}
    assert rung(service) == []


def test_two_runs_at_once_ring_each_phone_once(
    register: sessionmaker[Session], sender: PushSender, service: PushService, noon: datetime
) -> None:
    service.held |= {"/one", "/two", "/three"}
    runs = [Thread(target=lambda: send_notices(register, sender, clock=at(noon))) for _ in range(2)]
    for run in runs:
        run.start()
    while len(service.received) < len(runs) and all(run.is_alive() for run in runs):
        time.sleep(0.01)  # until each run waits for an answer, or one has found nothing to do
    service.release.set()
    for run in runs:
        run.join()
    assert rung(service) == ["/one", "/three", "/two"]


def test_what_was_asked_about_is_forgotten_after_a_week(engine: Engine, now: datetime) -> None:
    sessions = session_factory(engine)
    with sessions.begin() as session:
        world = make_world(session, now=now)
        held = personal_card(session, world.distributor, world.codes[0], now=now)
        token = new_phone(session, world.distributor, held, now=now)
        visit = visited(session, world.venue, held.code, at=now)
        tell_mood(session, on_phone(session, token, now=now), visit.id, face=None, now=now)
    for days, kept in ((7, 1), (8, 0)):
        let_go(sessions, now=now + timedelta(days=days))
        with sessions() as session:
            assert session.scalar(select(func.count()).select_from(AskedVisit)) == kept
