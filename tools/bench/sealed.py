"""The sealed list: making a whole one at three sizes, and telling a hundred changes among 100,000 cards."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from statistics import median
from time import perf_counter
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, update

from tests.factories import make_world, personal_card
from tests.support.postgres import running_cluster
from tools.bench.crowd import list_codes
from tools.bench.figures import KEPT_IN, Figure
from webapp.commands.migrate import bring_up_to_date
from webapp.core.accounts.actor import Actor
from webapp.core.cards.codes import CardCode, new_codes
from webapp.core.cards.listed import change_horizon
from webapp.core.cards.models import CodeBatch, RegisteredCode
from webapp.core.database import create_register_engine, session_factory
from webapp.core.devices.actions import register_personal_device
from webapp.core.devices.card_list import ListRequest, sealed_list
from webapp.core.partners.desks import own_desk

SIZES: Final = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
CHANGED_AMONG: Final = "100k"
CHANGES: Final = 100
ROUNDS: Final = 3


@dataclass(frozen=True)
class Phone:
    """A device of a venue, and the card and batch under which codes are put into its register."""

    engine: Engine
    actor: Actor
    device_id: UUID
    card_id: UUID
    batch_id: int
    now: datetime

    def ask(self, request: ListRequest) -> bytes:
        """The list in a transaction of its own, as a request has it."""
        with session_factory(self.engine)() as session:
            return sealed_list(
                session, own_desk(self.actor), self.device_id, request=request, now=self.now
            ).content


def measure() -> Iterator[Figure]:
    """Grow a register on each database and ask it for lists."""
    KEPT_IN.parent.mkdir(exist_ok=True)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=KEPT_IN.parent.resolve()))
        cluster = stack.enter_context(running_cluster(durable=True))
        yield from _measure_on("sqlite", f"sqlite:///{folder}/register.sqlite3")
        yield from _measure_on("postgres", cluster.create_database("register"))


def _measure_on(database: str, url: str) -> Iterator[Figure]:
    phone = _prepare(create_register_engine(url))
    codes: list[CardCode] = []
    whole = b""
    for name, size in SIZES.items():
        codes += _grow(phone, codes, size)
        whole = phone.ask(ListRequest(None))
        yield Figure(f"sealed.{database}.list_build_{name}", _ms(partial(phone.ask, ListRequest(None))), "ms")
        if name == CHANGED_AMONG:
            yield from _measure_changes(database, phone, codes)
    if database == "postgres":
        yield Figure("sealed.list_bytes_per_card", len(whole) / len(codes), "bytes")
    phone.engine.dispose()


def _measure_changes(database: str, phone: Phone, codes: list[CardCode]) -> Iterator[Figure]:
    with session_factory(phone.engine).begin() as session:
        cursor = change_horizon(session)
        changed = update(RegisteredCode).where(RegisteredCode.code.in_(codes[:CHANGES]))
        session.execute(changed.values(list_entry=RegisteredCode.list_entry + 1, list_change=cursor))
    for name, request in (("", ListRequest(cursor)), ("_with_sums", ListRequest(cursor, check=True))):
        yield Figure(f"sealed.{database}.list_delta_100{name}", _ms(partial(phone.ask, request)), "ms")


def _ms(ask: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        ask()
        taken.append((perf_counter() - start) * 1000)
    return median(taken)


def _prepare(engine: Engine) -> Phone:
    bring_up_to_date(engine)
    now = datetime.now(UTC)
    with session_factory(engine).begin() as session:
        world = make_world(session, now=now)
        card = personal_card(session, world.distributor, world.codes[0], now=now).card
        device = register_personal_device(session, own_desk(world.venue), now=now).device
        batch = CodeBatch(
            network_id=world.kainuu, letter="K", size=max(SIZES.values()), made_at=now,
            made_by=world.office.account_id,
        )  # fmt: skip
        session.add(batch)
        session.flush()
        return Phone(engine, world.venue, device.id, card.id, batch.id, now)


def _grow(phone: Phone, codes: list[CardCode], size: int) -> list[CardCode]:
    """More codes, up to `size`."""
    new = new_codes("K", size - len(codes), taken=set(codes))
    list_codes(phone.engine, new, batch_id=phone.batch_id, card_id=phone.card_id, now=phone.now)
    return new
