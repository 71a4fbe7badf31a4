"""One transaction for all who come while another is under way: a commit costs more than what it commits.

Whoever finds nobody at work leads: they take along all who wait, do the work of each in turn, commit once,
and pass the lead on. No answer leaves before that commit. An error of the database undoes it for
all; any other is that of one work, which has written nothing by then, or what is harmless to write again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from webapp.core.database import WRITES

MOST_TOGETHER: Final = 16
"""In one transaction; more would keep the first of them waiting."""

Work: TypeAlias = Callable[[Connection], Any]
"""What somebody does on the connection."""


class NotDoneError(Exception):
    """The work did not succeed: the cause says why."""


def _locked() -> Lock:
    lock = Lock()
    lock.acquire()
    return lock


@dataclass(slots=True)
class _Waiting:
    work: Work
    order: str
    woken: Lock = field(default_factory=_locked)
    is_done: bool = False
    answer: Any = None
    error: BaseException | None = None


class SharedTransactions:
    """The transactions of one process's threads on one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(**{WRITES: True})
        self._door = Lock()
        self._waiting: list[_Waiting] = []
        self._is_led = False

    @property
    def how_many_wait(self) -> int:
        """For a transaction to come."""
        return len(self._waiting)

    def do(self, work: Work, *, order: str) -> Any:  # noqa: ANN401 - what the work gives
        """Do it, perhaps together with others'; returns when it is committed.

        `order`: works are done sorted by it, so that two processes lock the same things in the same order.

        Raises:
            NotDoneError: by its own error, or by one of those it shared the transaction with.
        """
        mine = _Waiting(work, order)
        with self._door:
            self._waiting.append(mine)
            leads, self._is_led = not self._is_led, True
        if not leads:
            mine.woken.acquire()
        if not mine.is_done:
            self._lead(mine)
        if mine.error is not None:
            raise NotDoneError from mine.error
        return mine.answer

    def _lead(self, mine: _Waiting) -> None:
        with self._door:
            others = [one for one in self._waiting if one is not mine]
            together, self._waiting = [mine, *others[: MOST_TOGETHER - 1]], others[MOST_TOGETHER - 1 :]
        try:
            self._commit(sorted(together, key=lambda one: one.order))
        except BaseException as error:
            # Whatever it was, and be it that the process is ended: none of them has been committed.
            for one in together:
                one.error = error
            if not isinstance(error, Exception):
                raise
        finally:
            self._pass_on(mine, together)

    def _pass_on(self, mine: _Waiting, together: Sequence[_Waiting]) -> None:
        with self._door:
            following = self._waiting[0] if self._waiting else None
            self._is_led = following is not None
        for one in together:
            one.is_done = True
            if one is not mine:
                one.woken.release()
        if following is not None:
            following.woken.release()

    def _commit(self, together: list[_Waiting]) -> None:
        with self._engine.connect() as connection, connection.begin():
            for one in together:
                try:
                    one.answer = one.work(connection)
                except SQLAlchemyError:
                    raise
                except Exception as error:  # noqa: BLE001 - of this work alone; its neighbours go on
                    one.error = error
