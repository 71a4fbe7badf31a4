"""What every test may ask for: a register on each database, an application, a visitor."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from tests.factories import World, make_world
from tests.support.postgres import Cluster, running_cluster
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.core.cards.reference import load_categories
from webapp.core.database import create_register_engine, session_factory
from webapp.core.networks.reference import load_areas, load_operating_models, settle_postal_codes
from webapp.plumbing.migrations import migrate
from webapp.settings import Settings

NOW = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)  # 12.05 in Helsinki
TEMPLATE, OWN = "register", "own"

# How long an example takes says how busy the machine is, and nothing about the product.
hypothesis_settings.register_profile("anywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("anywhere")


class MovableClock:
    """The application's clock in a test."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def fill_register(engine: Engine) -> None:
    """Tables through the real migrations, areas and categories, and the few postal codes tests speak of."""
    migrate(engine)
    with session_factory(engine).begin() as session:
        load_areas(session)
        load_operating_models(session)
        load_categories(session)
        settle_postal_codes(
            session, [("87100", "Kajaani", "Kajana", "205"), ("65100", "Vaasa", "Vasa", "905")]
        )


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for this worker."""
    with running_cluster() as running:
        engine = create_register_engine(running.create_database(TEMPLATE))
        fill_register(engine)
        engine.dispose()
        yield running


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled SQLite register to copy."""
    path = tmp_path_factory.mktemp("template") / "register.sqlite3"
    engine = create_register_engine(f"sqlite:///{path}")
    fill_register(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def reused_sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """To one file, where each test finds a register of its own. Statements are compiled once for all."""
    engine = create_register_engine(f"sqlite:///{tmp_path_factory.mktemp('own') / 'register.sqlite3'}")
    event.listen(engine, "connect", _do_not_wait_for_the_disk)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_template: Path, reused_sqlite_engine: Engine) -> Iterator[Engine]:
    """A SQLite register of the test's own."""
    register = Path(reused_sqlite_engine.url.database or "")
    for suffix in ("", "-wal", "-shm"):
        register.with_name(register.name + suffix).unlink(missing_ok=True)
    shutil.copy(sqlite_template, register)
    yield reused_sqlite_engine
    reused_sqlite_engine.dispose()


def _do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    # No test pulls the plug on the machine itself.
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def reused_postgres_engine(cluster: Cluster) -> Iterator[Engine]:
    """The same for a database of this worker's cluster."""
    engine = create_register_engine(cluster.url(OWN))
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine(cluster: Cluster, reused_postgres_engine: Engine) -> Iterator[Engine]:
    """A PostgreSQL register of the test's own."""
    cluster.create_database(OWN, template=TEMPLATE)
    yield reused_postgres_engine
    reused_postgres_engine.dispose()
    cluster.drop_database(OWN)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    """What core does must hold on both."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def engine(database: str, request: pytest.FixtureRequest) -> Engine:
    """A register of the test's own on each database, for what commits."""
    chosen: Engine = request.getfixturevalue(f"{database}_engine")
    return chosen


@pytest.fixture(scope="session")
def shared_sqlite_engine(sqlite_template: Path) -> Iterator[Engine]:
    """A SQLite register that nothing is ever written into for good."""
    engine = never_committing(create_register_engine(f"sqlite:///{sqlite_template}"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def shared_postgres_engine(cluster: Cluster) -> Iterator[Engine]:
    """The same on PostgreSQL."""
    engine = never_committing(create_register_engine(cluster.create_database("shared", template=TEMPLATE)))
    yield engine
    engine.dispose()


def never_committing(engine: Engine) -> Engine:
    """Refuse every commit: what one test leaves behind would be another one's surprise."""
    event.listen(engine, "commit", _refuse_commit)
    return engine


def _refuse_commit(_connection: Connection) -> None:
    message = "a test that commits asks for `engine`, which is its own"
    raise RuntimeError(message)


@pytest.fixture
def session(database: str, request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on each database; unless the test has a register of its own, all it did is rolled back."""
    own = "engine" in request.fixturenames
    engine: Engine = request.getfixturevalue("engine" if own else f"shared_{database}_engine")
    with session_factory(engine)() as opened:
        yield opened


@pytest.fixture
def world(session: Session) -> World:
    """A small country with one organisation of each kind."""
    return make_world(session, now=NOW)


@pytest.fixture
def now() -> datetime:
    """The moment at which tests happen: Sunday 22.11.2026, 12.05 in Helsinki."""
    return NOW


@pytest.fixture
def clock() -> MovableClock:
    """The application's clock, to be moved."""
    return MovableClock()


@pytest.fixture
def settings() -> Settings:
    """Settings of a test: demo sign-in off, limits off, plain HTTP."""
    return Settings("test", "a secret for tests only, 32 or more", "", "http://localhost", rate_limits=False)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates compiled once for all applications of this run."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(
    settings: Settings, sqlite_engine: Engine, clock: MovableClock, compiled_templates: BytecodeCache
) -> Flask:
    """The application on a register of the test's own."""
    made = create_app(settings, engine=sqlite_engine, clock=clock)
    made.jinja_env.bytecode_cache = compiled_templates
    return made


@pytest.fixture
def app_world(app: Flask, sqlite_engine: Engine) -> World:
    """The small country in the application's register, committed; actors are usable, rows detached."""
    with session_factory(sqlite_engine)() as opened:
        made = make_world(opened, now=NOW)
        opened.commit()
        return made


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """A new person with a browser of their own: `visitor()`."""
    return lambda: Visitor(app)
