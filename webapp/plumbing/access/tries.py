"""How often somebody may be wrong before they have to wait. Whoever is right is never counted.

Wrong tries are counted in the register, or in the store that the settings name, so that all workers share
them; under a keyed digest, so that nothing there tells whose they are. Who has to wait is remembered by each
process: what is right costs no statement, and another worker learns it from the next wrong try.
"""

import hmac
import math
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from types import TracebackType
from typing import Final

import structlog
from flask import Flask, current_app, request
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from webapp.core.accounts.actor import Actor
from webapp.core.database import WRITES
from webapp.core.errors import Refusal, RefusedError
from webapp.core.tries.actions import count_tries, counted_until, forget_all_tries, forget_tries_of, tries_of
from webapp.plumbing.access.sign_in import current_person
from webapp.plumbing.clock import Clock, clock_of
from webapp.plumbing.http.problems import HeldUpError
from webapp.plumbing.http.transaction import db, engine_of
from webapp.settings import Settings

log = structlog.get_logger()
_KEY: Final = "kaikukortti-tries"
_SHARED: Final = "register://"
_STORE_PATIENCE_SECONDS: Final = 1
_DOUBTED_FOR: Final = timedelta(seconds=30)
"""So long a store that did not answer is not asked again: nobody waits for it at each wrong try."""
_MOST_REMEMBERED: Final = 10_000
_NETWORK: Final = 64
"""Bits of an IPv6 address that are one household's or one office's."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong tries in each of some times: whoever goes on after the first waits longer each time."""

    name: str
    windows: tuple[RateLimitItem, ...]


def _limit(name: str, *windows: str) -> Limit:
    return Limit(name, tuple(parse_many("; ".join(windows))))


PASSWORDS: Final = _limit("password", "10 per 5 minutes", "20 per hour", "40 per day")
"""Of one account: by each browser on which its person has signed in before, and by all others together."""
PASSWORDS_OF_ADDRESS: Final = _limit("password_of_address", "30 per 5 minutes", "120 per hour", "600 per day")
"""Of a whole office behind one address."""
PASSWORDS_WITH_CODE: Final = _limit("password_with_code", "10 per 5 minutes", "40 per hour", "100 per day")
"""Where strangers have used an account's up: its owner shows password and code at once."""
FACTOR_CODES: Final = _limit("factor_code", "10 per 5 minutes", "20 per hour", "40 per day")
PROOFS: Final = _limit("proof", "10 per 5 minutes", "20 per hour", "40 per day")
PASSKEYS: Final = _limit("passkey", "30 per 5 minutes", "120 per hour")
"""Nobody guesses one: only the work of looking at them has an end."""
PAIRINGS: Final = _limit("pairing", "10 per 5 minutes", "60 per hour", "300 per day")
ENROLMENTS: Final = _limit("enrolment", "10 per 5 minutes", "60 per hour", "300 per day")
PASSWORD_LINKS: Final = _limit("password_link", "10 per 5 minutes", "60 per hour", "300 per day")
INVITATION_CODES: Final = _limit("invitation_code", "10 per 5 minutes", "60 per hour", "300 per day")
CARD_CODES: Final = _limit("card_code", "30 per 10 minutes", "60 per hour", "120 per day")
"""Codes that no card has: one person's or phone's checks, visits, forms and files together."""
NEW_CARD_CODES: Final = _limit("new_card_code", "30 per 10 minutes", "120 per day")
"""Codes of cardboard cards that cannot be given out."""


@dataclass(frozen=True, slots=True)
class Try:
    """What is limited, and for whom."""

    limit: Limit
    whom: str


class RegisterStorage(Storage):
    """Counts for `limits` in the register itself: a small table, in transactions of their own."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        super().__init__(wrap_exceptions=True)
        self._reading = engine
        self._writing = engine.execution_options(**{WRITES: True})
        self._clock = clock

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the register says where it cannot count."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count so many more, for so many seconds from the first of them."""
        lasts = timedelta(seconds=expiry)
        with self._writing.begin() as connection:
            return count_tries(connection, key, number=amount, lasts=lasts, now=self._clock())

    def get(self, key: str) -> int:
        """How many there are now."""
        with self._reading.connect() as connection:
            return tries_of(connection, key, now=self._clock())

    def get_expiry(self, key: str) -> float:
        """The moment at which they are forgotten; now, where there are none."""
        with self._reading.connect() as connection:
            return (counted_until(connection, key) or self._clock()).timestamp()

    def check(self) -> bool:
        """Whether it can be asked."""
        self.get("")
        return True

    def reset(self) -> int | None:
        """Forget all of them."""
        with self._writing.begin() as connection:
            return forget_all_tries(connection)

    def clear(self, key: str) -> None:
        """Forget these."""
        with self._writing.begin() as connection:
            forget_tries_of(connection, key)


class Tries:
    """The wrong tries of one application. Its own memory stands in for a store that does not answer."""

    def __init__(self, store: Storage, *, secret: str, clock: Clock) -> None:
        self._store, self._memory = store, MemoryStorage()
        self._secret, self._clock = secret.encode(), clock
        self._doubted_until = clock()
        self._waiting: dict[str, datetime] = {}

    def wait(self, one: Try) -> int:
        """For how many seconds they have to wait; 0 where they may go on. Asks nobody."""
        until = self._waiting.get(self._key(one))
        return 0 if until is None else max(0, math.ceil((until - self._clock()).total_seconds()))

    def count(self, one: Try, number: int = 1) -> int:
        """Count so many wrong tries; how many of them may still be answered as what they are.

        What is not answered is no guess: a long list of them keeps nobody out for a day.
        """
        answered = number
        for window in one.limit.windows:
            if answered:
                answered = self._count(one, window, answered)
        return answered

    def _count(self, one: Try, window: RateLimitItem, number: int) -> int:
        key = self._key(one, str(window))
        store, counted = self._add(key, window.get_expiry(), number)
        if counted >= window.amount:
            self._remember(one, store, key)
        return max(0, min(number, window.amount - (counted - number)))

    def _add(self, key: str, lasts: int, number: int) -> tuple[Storage, int]:
        if self._clock() >= self._doubted_until:
            try:
                return self._store, self._store.incr(key, lasts, number)
            except StorageError as error:
                self._doubted_until = self._clock() + _DOUBTED_FOR
                log.error("wrong tries are counted by each process", kind=type(error.__cause__).__name__)  # noqa: TRY400 - its text may hold what was asked
        return self._memory, self._memory.incr(key, lasts, number)

    def _remember(self, one: Try, store: Storage, key: str) -> None:
        now = self._clock()
        try:
            ends_at = store.get_expiry(key)
        except StorageError:
            ends_at = 0
        # Only the register counts by this application's clock.
        left = ends_at - (now.timestamp() if isinstance(store, RegisterStorage) else time.time())
        until = now + timedelta(seconds=max(1, left))
        if len(self._waiting) >= _MOST_REMEMBERED:
            self._waiting = {whom: end for whom, end in self._waiting.items() if end > now}
        name = self._key(one)
        self._waiting[name] = max(until, self._waiting.get(name, until))

    def _key(self, one: Try, window: str = "") -> str:
        said = f"{one.limit.name}\n{window}\n{one.whom}"
        return hmac.digest(self._secret, said.encode(), "sha256").hex()


class NoTries(Tries):
    """Where nothing is limited, as in tests of something else."""

    def count(self, one: Try, number: int = 1) -> int:  # noqa: ARG002 - the signature is Tries'
        """All of them are answered."""
        return number


def install_tries(app: Flask, settings: Settings) -> None:
    """Count where the settings say.

    Raises:
        ConfigurationError: they name no store that there is.
    """
    clock = clock_of(app)
    kind = Tries if settings.rate_limits else NoTries
    app.extensions[_KEY] = kind(_store(app, settings), secret=settings.secret_key, clock=clock)


def _store(app: Flask, settings: Settings) -> Storage:
    if settings.rate_limit_storage == _SHARED:
        return RegisterStorage(engine_of(app), clock_of(app))
    options: dict[str, float] = {}
    if settings.rate_limit_storage.startswith("redis"):
        patience = _STORE_PATIENCE_SECONDS
        options = {"socket_connect_timeout": patience, "socket_timeout": patience}
    found = storage_from_string(settings.rate_limit_storage, wrap_exceptions=True, **options)
    if not isinstance(found, Storage):
        raise TypeError(settings.rate_limit_storage)
    return found


def tries_of_app(app: Flask) -> Tries:
    """An application's, for what is answered before Flask."""
    tries: Tries = app.extensions[_KEY]
    return tries


def current_tries() -> Tries:
    """This application's."""
    return tries_of_app(current_app)


def by_address(limit: Limit) -> Try:
    """Of whoever comes from where this request does."""
    return Try(limit, network_of(request.remote_addr or ""))


def by_actor(limit: Limit, actor: Actor) -> Try:
    """Of a member of staff, or of a counter's phone."""
    return Try(limit, name_of(actor))


def name_of(actor: Actor) -> str:
    """By what an actor is counted."""
    return f"account:{actor.person_id}" if actor.device_id is None else f"device:{actor.device_id}"


def by_person(limit: Limit) -> Try:
    """Of whoever is signed in, also while they act for nobody yet."""
    person = current_person()
    return by_address(limit) if person is None else Try(limit, f"account:{person.account_id}")


def network_of(address: str) -> str:
    """An address, or the part of it that one household or office has to itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> (128 - _NETWORK) << (128 - _NETWORK))}/{_NETWORK}"


def let_nobody_wait(tries: Iterable[Try]) -> None:
    """See that none of them is used up.

    Raises:
        HeldUpError: one is.
    """
    longest = max((current_tries().wait(one) for one in tries), default=0)
    if longest:
        raise HeldUpError(longest)


def count_wrong(tries: Collection[Try]) -> None:
    """Count one wrong try for each. All else that the request did is undone, as it is refused anyway.

    Raises:
        HeldUpError: it was one too many; that it was wrong stays unsaid.
    """
    db().rollback()  # the register lets nobody else write before it is
    counter = current_tries()
    answered = [counter.count(one) for one in tries]  # each of them, also after one that is used up
    if not all(answered):
        raise HeldUpError(max(1, *(counter.wait(one) for one in tries)))


class counting:  # noqa: N801 - read as a statement; as _TakingRefusals, it lets what is refused pass
    """A block in which somebody tries something: a refusal that is a wrong try is counted, another is not."""

    def __init__(self, *tries: Try, wrong: Collection[Refusal]) -> None:
        self._tries, self._wrong = tries, wrong

    def __enter__(self) -> None:
        """Whoever has to wait does not try."""
        let_nobody_wait(self._tries)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, RefusedError) and error.reason in self._wrong:
            count_wrong(self._tries)
