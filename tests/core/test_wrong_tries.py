"""Wrong tries are counted in the register: of two that come at once none is lost, none is kept for long."""

import threading
from datetime import datetime, timedelta

from sqlalchemy import Engine, event, func, select, text

from tests.conftest import MovableClock
from webapp.core.database import session_factory
from webapp.core.tries.models import TryCount
from webapp.plumbing.access.tries import CARD_CODES, PASSWORDS, RegisterStorage, Tries, Try, network_of
from webapp.plumbing.housekeeping import let_go

SECRET = "a secret for tests only, 32 or more"
SOMEBODY = Try(PASSWORDS, "email:somebody@staff.example")
RUNNERS = 8


def a_worker(engine: Engine, clock: MovableClock) -> Tries:
    """One process of the application."""
    return Tries(RegisterStorage(engine, clock), secret=SECRET, clock=clock)


def test_eight_wrong_at_once_are_eight(engine: Engine, clock: MovableClock) -> None:
    gate = threading.Barrier(RUNNERS)
    workers = [a_worker(engine, clock) for _ in range(RUNNERS)]

    def be_wrong(worker: Tries) -> None:
        gate.wait()
        worker.count(SOMEBODY)

    threads = [threading.Thread(target=be_wrong, args=[worker]) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with session_factory(engine)() as session:
        assert session.scalars(select(TryCount.number)).all() == [RUNNERS] * len(PASSWORDS.windows)


def test_workers_count_together_and_whoever_goes_on_waits_longer_each_time(
    engine: Engine, clock: MovableClock
) -> None:
    first, second = a_worker(engine, clock), a_worker(engine, clock)
    assert [one.count(SOMEBODY) for one in (first, second) * 5] == [1] * 10
    assert second.wait(SOMEBODY) == 300
    assert first.count(SOMEBODY) == 0  # which had not heard of it, and now has
    assert first.wait(SOMEBODY) == 300
    clock.now += timedelta(minutes=5)
    assert (first.wait(SOMEBODY), second.wait(SOMEBODY)) == (0, 0)
    assert [first.count(SOMEBODY) for _ in range(10)] == [1] * 10
    assert first.wait(SOMEBODY) == 55 * 60
    for _ in range(4):
        clock.now += timedelta(hours=1)
        first.count(SOMEBODY, 5)
    assert first.wait(SOMEBODY) > 19 * 3600
    assert first.wait(Try(PASSWORDS, "email:somebody.else@staff.example")) == 0


def test_of_many_at_once_as_many_are_answered_as_are_left(engine: Engine, clock: MovableClock) -> None:
    worker, one = a_worker(engine, clock), Try(CARD_CODES, "device:1")
    assert [worker.count(one, number) for number in (3, 20, 20, 5)] == [3, 20, 7, 0]


def test_nothing_in_the_table_tells_of_anybody_and_it_is_forgotten(
    engine: Engine, clock: MovableClock, now: datetime
) -> None:
    worker = a_worker(engine, clock)
    worker.count(SOMEBODY)
    with session_factory(engine)() as session:
        keys = session.scalars(select(TryCount.key)).all()
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)
    other = Tries(RegisterStorage(engine, clock), secret=SECRET[::-1], clock=clock)
    other.count(SOMEBODY)
    for later, left in ((timedelta(0), 6), (timedelta(hours=24), 0)):
        let_go(session_factory(engine), now=now + later)
        with session_factory(engine)() as session:
            assert session.scalar(select(func.count()).select_from(TryCount)) == left


def test_a_household_is_one_address() -> None:
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::2") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("192.0.2.7") != network_of("192.0.2.8")
    assert network_of("") == ""


def test_a_store_that_fails_is_left_alone_for_half_a_minute_and_guessing_is_held_up_all_the_same(
    engine: Engine, clock: MovableClock
) -> None:
    asked: list[str] = []
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE try_counts"))
    event.listen(engine, "before_cursor_execute", lambda *given: _note(asked, given[2]))
    worker = a_worker(engine, clock)
    assert [worker.count(SOMEBODY) for _ in range(11)] == [1] * 10 + [0]
    assert 0 < worker.wait(SOMEBODY) <= 300
    assert len(asked) == 1
    clock.now += timedelta(seconds=30)
    worker.count(Try(PASSWORDS, "email:another@staff.example"))
    assert len(asked) == 2


def _note(asked: list[str], statement: str) -> None:
    if "INSERT" in statement:
        asked.append(statement)
