"""A ladder on each database."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from tests.conftest import close_journal
from tests.migrations.ladder import Ladder, make_step, step_before
from tests.support.checkout import ROOT
from tests.support.postgres import Cluster
from webapp.core.database import create_register_engine

_OWN = "ladder"


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(ROOT / "webapp" / "migrations"))


@pytest.fixture(autouse=True)
def migrations_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alembic compiles every migration's file anew for each command, and here are hundreds of commands."""
    monkeypatch.setattr(ScriptDirectory, "from_config", lambda _config: _scripts())


class FileSteps:
    """SQLite registers that stand at a migration, each made once from the one before, to copy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cache  # noqa: B019 - lives as long as the run
    def at(self, revision: str) -> Path:
        """The one to copy."""
        below = step_before(revision)
        path = self._folder / f"{revision}.sqlite3"
        if below:
            shutil.copy(self.at(below), path)
        engine = create_register_engine(f"sqlite:///{path}")
        make_step(engine, revision)
        close_journal(engine)
        return path


class DatabaseSteps:
    """The same on PostgreSQL."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    @cache  # noqa: B019 - lives as long as the run
    def at(self, revision: str) -> str:
        """The name of the one to copy."""
        below = step_before(revision)
        name = f"step_{revision}"
        url = self._cluster.create_database(name, template=self.at(below) if below else "template0")
        engine = create_register_engine(url)
        make_step(engine, revision)
        engine.dispose()
        return name


@pytest.fixture(scope="session")
def file_steps(tmp_path_factory: pytest.TempPathFactory) -> FileSteps:
    """Those of this worker."""
    return FileSteps(tmp_path_factory.mktemp("steps"))


@pytest.fixture(scope="session")
def database_steps(cluster: Cluster) -> DatabaseSteps:
    """Those of this worker."""
    return DatabaseSteps(cluster)


@pytest.fixture
def ladder(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ladder]:
    """A register of then on each database, to climb from."""
    with ExitStack() as after:
        if database == "sqlite":
            files: FileSteps = request.getfixturevalue("file_steps")
            yield Ladder(partial(_copied_file, files, tmp_path / "register.sqlite3", after))
        else:
            databases: DatabaseSteps = request.getfixturevalue("database_steps")
            cluster: Cluster = request.getfixturevalue("cluster")
            yield Ladder(partial(_copied_database, cluster, databases, after))


def _copied_file(steps: FileSteps, path: Path, after: ExitStack, revision: str) -> Engine:
    shutil.copy(steps.at(revision), path)
    engine = create_register_engine(f"sqlite:///{path}")
    after.callback(engine.dispose)
    return engine


def _copied_database(cluster: Cluster, steps: DatabaseSteps, after: ExitStack, revision: str) -> Engine:
    engine = create_register_engine(cluster.create_database(_OWN, template=steps.at(revision)))
    after.callback(cluster.drop_database, _OWN)
    after.callback(engine.dispose)
    return engine
