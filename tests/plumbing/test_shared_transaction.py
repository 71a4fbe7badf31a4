"""Works that share a transaction: one commit for all who came meanwhile, and whose error is whose."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, Engine, event, func, insert, select
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOW
from tests.support.patience import SECONDS
from webapp.core.accounts.models import Account
from webapp.core.database import session_factory
from webapp.plumbing.http.shared_transaction import MOST_TOGETHER, NotDoneError, SharedTransactions


def add(connection: Connection, name: str) -> str:
    row = {"email": f"{name}@staff.example", "name": name, "password_hash": "none", "created_at": NOW}
    connection.execute(insert(Account).values(row))
    return name


def names_in(engine: Engine) -> set[str]:
    with session_factory(engine)() as session:
        return set(session.scalars(select(Account.name)))


class Crowd:
    """A first work that holds the lead until so many others wait, and what became of each."""

    def __init__(self, engine: Engine) -> None:
        self.shared = SharedTransactions(engine)
        self.answers: dict[str, object] = {}
        self._holds, self._may_go = threading.Event(), threading.Event()

    def come(self, works: dict[str, Callable[[Connection], str]]) -> None:
        first = self._start("first", self._hold)
        assert self._holds.wait(SECONDS)
        others = [self._start(name, work) for name, work in works.items()]
        deadline = time.monotonic() + SECONDS
        while self.shared.how_many_wait < len(works):
            assert time.monotonic() < deadline
            time.sleep(0.001)
        self._may_go.set()
        for one in (first, *others):
            one.join(SECONDS)
            assert not one.is_alive()

    def _hold(self, connection: Connection) -> str:
        self._holds.set()
        assert self._may_go.wait(SECONDS)
        return add(connection, "first")

    def _start(self, name: str, work: Callable[[Connection], str]) -> threading.Thread:
        def run() -> None:
            try:
                self.answers[name] = self.shared.do(work, order=name)
            except NotDoneError as error:
                self.answers[name] = type(error.__cause__)
            except SystemExit:  # of the leader's own thread
                self.answers[name] = SystemExit

        thread = threading.Thread(target=run)
        thread.start()
        return thread


@pytest.fixture
def commits(engine: Engine) -> Iterator[list[None]]:
    seen: list[None] = []

    def note(_connection: Connection) -> None:
        seen.append(None)

    event.listen(engine, "commit", note)
    yield seen
    event.remove(engine, "commit", note)


def adding(name: str) -> Callable[[Connection], str]:
    return lambda connection: add(connection, name)


def test_those_who_come_meanwhile_are_committed_together(engine: Engine, commits: list[None]) -> None:
    crowd, names = Crowd(engine), [f"n{number:02}" for number in range(MOST_TOGETHER + 3)]
    crowd.come({name: adding(name) for name in names})
    assert crowd.answers == {name: name for name in ("first", *names)}
    assert names_in(engine) == {"first", *names}
    assert len(commits) == 3


def test_an_error_of_the_database_undoes_all_that_shared_the_transaction(engine: Engine) -> None:
    crowd = Crowd(engine)
    crowd.come({"a": adding("a"), "b": adding("first"), "c": adding("c")})
    assert crowd.answers == {"first": "first", "a": IntegrityError, "b": IntegrityError, "c": IntegrityError}
    assert names_in(engine) == {"first"}
    assert crowd.shared.do(adding("a"), order="") == "a"
    assert names_in(engine) == {"first", "a"}


def test_any_other_error_is_that_of_one_work(engine: Engine) -> None:
    def refuse(_connection: Connection) -> str:
        raise LookupError

    crowd = Crowd(engine)
    crowd.come({"a": adding("a"), "b": refuse, "c": adding("c")})
    assert crowd.answers == {"first": "first", "a": "a", "b": LookupError, "c": "c"}
    assert names_in(engine) == {"first", "a", "c"}


def test_who_is_told_to_end_tells_the_others_that_nothing_was_done(engine: Engine) -> None:
    def end(_connection: Connection) -> str:
        raise SystemExit

    crowd = Crowd(engine)
    crowd.come({"a": adding("a"), "b": end, "c": adding("c")})
    assert crowd.answers == {"first": "first", "a": SystemExit, "b": SystemExit, "c": SystemExit}
    assert names_in(engine) == {"first"}
    assert crowd.shared.do(adding("a"), order="") == "a"


def test_works_are_done_in_one_order(engine: Engine) -> None:
    seen: list[str] = []

    def noting(name: str) -> Callable[[Connection], str]:
        def note(_connection: Connection) -> str:
            seen.append(name)
            return name

        return note

    Crowd(engine).come({name: noting(name) for name in ("d", "b", "c", "a")})
    assert seen == ["a", "b", "c", "d"]


def test_a_crowd_without_end_loses_nobody(engine: Engine) -> None:
    shared, per_thread, threads = SharedTransactions(engine), 20, 8

    def run(number: int) -> None:
        for turn in range(per_thread):
            name = f"{number}-{turn}"
            assert shared.do(adding(name), order=name) == name

    people = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for one in people:
        one.start()
    for one in people:
        one.join(SECONDS)
    with session_factory(engine)() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == per_thread * threads
    assert shared.how_many_wait == 0
