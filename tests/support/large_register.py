"""A register of 100,000 cards around the tests' small country, written past everything in seconds."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine

from tests.factories import World, add_actor, add_device, make_world
from webapp.core.accounts.actor import Actor
from webapp.core.database import session_factory
from webapp.core.networks.models import Network

CARDS: Final = 100_000
LARGE: Final = frozenset({"arrivals", "audit_records", "backgrounds", "card_codes", "cards", "visits"})
"""Tables that grow with use; each is longer here than any page may read."""
_OFFICES: Final = 40
_VISITS: Final = 100_000
_RECORDS: Final = 50_000
_ARRIVALS_EACH: Final = 1_000
_BATCHES: Final = 20
_DAYS: Final = 360


@dataclass(frozen=True)
class LargeRegister:
    """The small country in it, and a row of each kind, of the first distributor and the first venue."""

    world: World
    batch_id: int
    card_id: uuid.UUID
    visit_id: uuid.UUID
    code: str


def make_large_register(engine: Engine, *, now: datetime) -> LargeRegister:
    """Fill a register that has its tables; analysed, as one in use is."""
    with session_factory(engine).begin() as session:
        world = make_world(session, now=now)
        network = session.get_one(Network, world.kainuu)
        offices = {
            kind: [first, *(add_actor(session, kind, now=now, network=network) for _ in range(_OFFICES - 1))]
            for kind, first in (("distributor", world.distributor), ("venue", world.venue))
        }
        devices = [add_device(session, venue, now=now) for venue in offices["venue"]]
        for device in devices:
            device.arrived = device.last_sequence = _ARRIVALS_EACH
        session.flush()
        rows = _Rows(session.connection(), world, now)
        batch_id = rows.batches()
        rows.cards(offices["distributor"], batch_id)
        rows.visits(offices["venue"])
        rows.records()
        rows.arrivals([device.id for device in devices])
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    return LargeRegister(world, batch_id, _uid(2, 0), _uid(3, 0), _code(0))


def _uid(kind: int, number: int) -> uuid.UUID:
    return uuid.UUID(int=(kind << 96) + number)


def _code(number: int) -> str:
    return f"B{number:09}"


class _Rows:
    """Writes tables in bulk: everything as text, which both databases read."""

    def __init__(self, connection: Connection, world: World, now: datetime) -> None:
        self._connection, self._world, self._now = connection, world, now

    def batches(self) -> int:
        """As many batches as a country has; gives the number of the first."""
        self._write("code_series", ["letter", "has_check_digit"], [("B", "0")])
        first = 1_000
        made_by, made_at = self._world.office.account_id, self._before(days=_DAYS)
        columns = ["id", "network_id", "letter", "size", "is_imported", "made_by", "made_at"]
        size = CARDS // _BATCHES
        self._write("code_batches", columns, (
            (first + number, self._world.kainuu, "B", size, "0", made_by, made_at)
            for number in range(_BATCHES)
        ))  # fmt: skip
        return first

    def cards(self, offices: Sequence[Actor], first_batch: int) -> None:
        """A personal card each, spread over the offices and the year, with its code."""
        self._write("backgrounds", ["id", "birth_year", "postal_code"], (
            (_uid(1, number).hex, 1950 + number % 50, "87100") for number in range(CARDS)
        ))  # fmt: skip
        until = (self._now + timedelta(days=200)).date().isoformat()
        columns = ["id", "kind", "distributor_id", "issued_on", "valid_until", "status", "children",
                   "background_id", "registered_by", "registered_at"]  # fmt: skip
        self._write("cards", columns, (
            (_uid(2, number).hex, "personal", offices[number % _OFFICES].organisation.id, registered[:10],
             until, "active", number % 4, _uid(1, number).hex, offices[number % _OFFICES].account_id,
             registered)
            for number, registered in enumerate(self._spread(CARDS))
        ))  # fmt: skip
        self._write("card_codes", ["code", "batch_id", "card_id", "list_entry", "list_change"], (
            (_code(number), first_batch + number % _BATCHES, _uid(2, number).hex, number, 1)
            for number in range(CARDS)
        ))  # fmt: skip

    def visits(self, venues: Sequence[Actor]) -> None:
        """Spread over the venues, the cards and the year."""
        columns = ["id", "card_id", "code", "venue_id", "kind", "adults", "children", "assistants",
                   "happened_at", "recorded_at", "recorded_by"]  # fmt: skip
        self._write("visits", columns, (
            (_uid(3, number).hex, _uid(2, number % CARDS).hex, _code(number % CARDS),
             venues[number % _OFFICES].organisation.id, "ticket", 1, 0, 0, at, at,
             venues[number % _OFFICES].account_id)
            for number, at in enumerate(self._spread(_VISITS))
        ))  # fmt: skip

    def records(self) -> None:
        """The log."""
        account = self._world.distributor.account_id
        columns = ["id", "at", "event", "account_id", "card_id", "facts"]
        self._write("audit_records", columns, (
            (_uid(4, number).hex, at, "card_seen", account, _uid(2, number).hex, "{}")
            for number, at in enumerate(self._spread(_RECORDS))
        ))  # fmt: skip

    def arrivals(self, devices: Sequence[uuid.UUID]) -> None:
        """What each phone has brought in, without a gap."""
        at = self._before(days=1)
        columns = ["device_id", "sequence", "command_id", "outcome", "arrived_at"]
        self._write("arrivals", columns, (
            (device.hex, number, _uid(5 + index, number).hex, "recorded", at)
            for index, device in enumerate(devices) for number in range(1, _ARRIVALS_EACH + 1)
        ))  # fmt: skip

    def _spread(self, how_many: int) -> Iterator[str]:
        """Moments of the last year, the latest first."""
        step = timedelta(days=_DAYS) / how_many
        return (_text(self._now - step * number) for number in range(how_many))

    def _before(self, *, days: int) -> str:
        return _text(self._now - timedelta(days=days))

    def _write(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        driver: Any = self._connection.connection.driver_connection
        into = f"{table} ({', '.join(columns)})"
        if self._connection.dialect.name == "sqlite":
            driver.executemany(f"INSERT INTO {into} VALUES ({', '.join('?' * len(columns))})", rows)  # noqa: S608 - our own names
            return
        with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _text(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(" ", timespec="microseconds")
