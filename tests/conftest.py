"""What every test may ask for: a register on each database, an application, a visitor."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import Connection, Engine, event, func, make_url, select
from sqlalchemy.orm import Session

from tests.factories import World, make_world
from tests.support.postgres import Cluster, running_cluster
from tests.support.visitor import Visitor
from webapp import create_app
from webapp.core.cards.reference import load_categories
from webapp.core.database import create_register_engine, session_factory
from webapp.core.networks.reference import load_areas, load_operating_models, settle_postal_codes
from webapp.core.partners.models import Organisation
from webapp.core.partners.reference import load_distributor_kinds
from webapp.plumbing.access.limits import install_limits, limiter
from webapp.plumbing.migrations import migrate
from webapp.settings import Settings

NOW = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)  # 12.05 in Helsinki
TEMPLATE, OWN, SHARED, SETTLED = "register", "own", "shared", "settled"

# How long an example takes says how busy the machine is, and nothing about the product. The same commit is
# tried by the same examples: nobody's change is refused for what another left. `make soak` takes new ones.
_ANYWHERE = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile("repeatable", _ANYWHERE, derandomize=True)
hypothesis_settings.register_profile("fresh", _ANYWHERE, max_examples=2_000)
hypothesis_settings.load_profile("repeatable")


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
        load_distributor_kinds(session)
        settle_postal_codes(
            session, [("87100", "Kajaani", "Kajana", "205"), ("65100", "Vaasa", "Vasa", "905")]
        )


@pytest.fixture(scope="session")
def run_directory(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A directory that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


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
    close_journal(engine)
    return path


def close_journal(engine: Engine) -> None:
    """Bring everything into the one file, so that a copy of it is whole."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


@dataclass(frozen=True)
class Settled:
    """A register in which the small country is already."""

    url: str
    world: World


def settle(url: str) -> Settled:
    """Make the small country once, which takes longer than most tests do."""
    engine = create_register_engine(url)
    with session_factory(engine).begin() as session:
        made = make_world(session, now=NOW)
    if engine.dialect.name == "sqlite":
        close_journal(engine)
    engine.dispose()
    return Settled(url, made)


@pytest.fixture(scope="session")
def settled_sqlite(sqlite_template: Path) -> Settled:
    """The SQLite register with the small country."""
    path = sqlite_template.with_name("settled.sqlite3")
    shutil.copy(sqlite_template, path)
    return settle(f"sqlite:///{path}")


@pytest.fixture(scope="session")
def settled_postgres(cluster: Cluster) -> Settled:
    """The same on PostgreSQL."""
    return settle(cluster.create_database(SETTLED, template=TEMPLATE))


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
def settled_sqlite_engine(settled_sqlite: Settled) -> Iterator[Engine]:
    """A SQLite register with the small country that nothing is ever written into for good."""
    engine = never_committing(create_register_engine(settled_sqlite.url))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def settled_postgres_engine(settled_postgres: Settled) -> Iterator[Engine]:
    """The same on PostgreSQL."""
    engine = never_committing(create_register_engine(settled_postgres.url))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def shared_sqlite_engine(sqlite_template: Path) -> Iterator[Engine]:
    """A SQLite register that nothing is ever written into for good."""
    engine = never_committing(create_register_engine(f"sqlite:///{sqlite_template}"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def shared_postgres_engine(cluster: Cluster) -> Iterator[Engine]:
    """The same on PostgreSQL."""
    engine = never_committing(create_register_engine(cluster.create_database(SHARED, template=TEMPLATE)))
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
    engine: Engine = request.getfixturevalue(_engine_for(request, database))
    with session_factory(engine)() as opened:
        yield opened


def _engine_for(request: pytest.FixtureRequest, database: str) -> str:
    if "engine" in request.fixturenames:
        return "engine"
    return f"{'settled' if 'world' in request.fixturenames else 'shared'}_{database}_engine"


@pytest.fixture
def world(session: Session, database: str, request: pytest.FixtureRequest) -> World:
    """A small country with one organisation of each kind."""
    if "engine" in request.fixturenames:
        return make_world(session, now=NOW)
    settled: Settled = request.getfixturevalue(f"settled_{database}")
    return settled.world


@pytest.fixture
def now() -> datetime:
    """The moment at which tests happen: Sunday 22.11.2026, 12.05 in Helsinki."""
    return NOW


@pytest.fixture(scope="session")
def reused_clock() -> MovableClock:
    """The one that the reused application reads."""
    return MovableClock()


@pytest.fixture
def clock(reused_clock: MovableClock) -> MovableClock:
    """The application's clock, to be moved."""
    reused_clock.now = NOW
    return reused_clock


@pytest.fixture
def settings() -> Settings:
    """Settings of a test: demo sign-in off, limits off, plain HTTP."""
    return Settings("test", "a secret for tests only, 32 or more", "", "http://localhost", rate_limits=False)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates compiled once for all applications of this run."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def reused_apps() -> dict[Settings, Flask]:
    """Applications by their settings: making one takes longer than several pages of it."""
    return {}


@pytest.fixture
def app(
    settings: Settings,
    sqlite_engine: Engine,
    clock: MovableClock,
    compiled_templates: BytecodeCache,
    reused_apps: dict[Settings, Flask],
) -> Iterator[Flask]:
    """The application on a register of the test's own; what a test configures is undone after it."""
    if settings not in reused_apps:
        reused_apps[settings] = create_app(settings, engine=sqlite_engine, clock=clock)
        reused_apps[settings].jinja_env.bytecode_cache = compiled_templates
    made = reused_apps[settings]
    configured, hooks = (
        dict(made.config),
        {name: list(one) for name, one in made.before_request_funcs.items()},
    )
    install_limits(made, settings)  # the limiter is the process's, and knows the latest application only
    yield made
    made.config.clear()
    made.config.update(configured)
    made.before_request_funcs.clear()
    made.before_request_funcs.update(hooks)


@pytest.fixture
def limited_app(
    settings: Settings,
    sqlite_engine: Engine,
    clock: MovableClock,
    compiled_templates: BytecodeCache,
    app_world: World,
) -> Iterator[Flask]:
    """The application as in production: wrong tries are counted."""
    made = create_app(replace(settings, rate_limits=True), engine=sqlite_engine, clock=clock)
    made.jinja_env.bytecode_cache = compiled_templates
    yield made
    limiter.reset()
    limiter.enabled = False


@pytest.fixture
def app_on_each(
    settings: Settings, engine: Engine, clock: MovableClock, compiled_templates: BytecodeCache
) -> Flask:
    """The application on a register of the test's own on each database, as `engine` is."""
    made = create_app(settings, engine=engine, clock=clock)
    made.jinja_env.bytecode_cache = compiled_templates
    return made


@pytest.fixture
def app_world(settled_sqlite: Settled, sqlite_engine: Engine) -> World:
    """The small country in the application's register, committed; actors are usable, rows detached."""
    register = Path(sqlite_engine.url.database or "")
    with session_factory(sqlite_engine)() as opened:
        assert opened.scalar(select(func.count()).select_from(Organisation)) == 0
    sqlite_engine.dispose()
    for suffix in ("", "-wal", "-shm"):
        register.with_name(register.name + suffix).unlink(missing_ok=True)
    shutil.copy(Path(make_url(settled_sqlite.url).database or ""), register)
    return settled_sqlite.world


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """A new person with a browser of their own: `visitor()`."""
    return lambda: Visitor(app)
