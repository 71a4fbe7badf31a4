"""A ladder on each database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.migrations.ladder import Ladder, make_oldest
from tests.support.postgres import Cluster
from webapp.core.database import create_register_engine

_TEMPLATE = "oldest"


@pytest.fixture(scope="session")
def oldest_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite register of then, to copy."""
    path = tmp_path_factory.mktemp("oldest") / "register.sqlite3"
    engine = create_register_engine(f"sqlite:///{path}")
    make_oldest(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def oldest_database(cluster: Cluster) -> str:
    """A PostgreSQL register of then, to copy."""
    engine = create_register_engine(cluster.create_database(_TEMPLATE))
    make_oldest(engine)
    engine.dispose()
    return _TEMPLATE


@pytest.fixture
def ladder(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ladder]:
    """A register of then on each database, to climb from."""
    if database == "sqlite":
        path = shutil.copy(request.getfixturevalue("oldest_file"), tmp_path / "register.sqlite3")
        engine = create_register_engine(f"sqlite:///{path}")
        yield Ladder(engine)
        engine.dispose()
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = f"ladder_{abs(hash(request.node.nodeid))}"
    template = request.getfixturevalue("oldest_database")
    engine = create_register_engine(cluster.create_database(name, template=template))
    yield Ladder(engine)
    engine.dispose()
    cluster.drop_database(name)
