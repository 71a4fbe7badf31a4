"""The demo country in a register of its own, loaded once; and a small one to compare."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.conftest import fill_register
from tests.support.made_once import made_once
from webapp.core.database import create_register_engine, session_factory
from webapp.core.networks.models import Municipality
from webapp.core.networks.reference import settle_postal_codes
from webapp.demo import issuing
from webapp.demo.country import load_demo_country

NOW = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)


def give_postal_codes(engine: Engine) -> None:
    """One for each municipality, so that no test needs the front-end build."""
    with session_factory(engine).begin() as session:
        places = session.scalars(select(Municipality).order_by(Municipality.code)).all()
        rows = [
            (f"{number:05}", one.name["fi"], one.name.get("sv", ""), one.code)
            for number, one in enumerate(places)
        ]
        settle_postal_codes(session, rows)


def load(engine: Engine, *, now: datetime = NOW) -> list[str]:
    """Load the demo country; gives its lines of progress."""
    give_postal_codes(engine)
    said: list[str] = []
    load_demo_country(session_factory(engine), now=now, progress=said.append)
    return said


@pytest.fixture(scope="session")
def demo_engine(run_directory: Path) -> Iterator[Engine]:
    """The whole demo country, loaded once for all workers of this run."""
    engine = create_register_engine(f"sqlite:///{run_directory / 'demo-country.sqlite3'}")
    with made_once(run_directory, "demo-country") as is_first:
        if is_first:
            fill_register(engine)
            load(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def country(demo_engine: Engine) -> Iterator[Session]:
    """A session on the whole demo country; to be read only."""
    with session_factory(demo_engine)() as session:
        yield session


@pytest.fixture
def load_small(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], list[str]]:
    """Load a demo country with few random cards: for what does not depend on how many."""
    monkeypatch.setattr(issuing, "CARDS", 400)
    return load
