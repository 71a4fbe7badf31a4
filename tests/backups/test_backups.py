"""A backup restores into the same rows, on both databases; what is not whole is said."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select, text

from tests.conftest import NOW
from tests.factories import make_world
from tests.support.postgres import Cluster
from webapp.backups.backup import back_up, check, restore
from webapp.backups.errors import BackupError
from webapp.backups.manifest import manifest_of
from webapp.backups.sums import table_sums
from webapp.core.accounts.events import SignedIn
from webapp.core.accounts.models import Account
from webapp.core.audit.actions import record_event
from webapp.core.database import create_register_engine, session_factory
from webapp.plumbing.housekeeping import seal_log
from webapp.plumbing.migrations import is_up_to_date


@pytest.fixture
def register(engine: Engine) -> Engine:
    """A register of the test's own, with people and places in it."""
    with session_factory(engine).begin() as session:
        make_world(session, now=NOW)
    return engine


@pytest.fixture
def empty(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An empty database of the same kind."""
    if database == "sqlite":
        engine = create_register_engine(f"sqlite:///{tmp_path / 'restored.sqlite3'}")
        yield engine
        engine.dispose()
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = f"restored_{abs(hash(request.node.nodeid))}"
    engine = create_register_engine(cluster.create_database(name))
    yield engine
    engine.dispose()
    cluster.drop_database(name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "register.backup"


def test_a_backup_restores_into_the_same_rows(register: Engine, empty: Engine, file: Path) -> None:
    made = back_up(register, file)
    assert {"accounts", "visits", "alembic_version"} <= set(made.tables)
    assert made.tables["municipalities"].rows > 300
    restored = restore(empty, file)
    assert restored == made
    assert is_up_to_date(empty)
    with register.connect() as before, empty.connect() as after:
        assert table_sums(after) == table_sums(before)
        people = select(Account.email).order_by(Account.id)
        assert after.scalars(people).all() == before.scalars(people).all() != []


def test_what_comes_after_the_backup_is_not_in_it(register: Engine, empty: Engine, file: Path) -> None:
    made = back_up(register, file)
    with register.begin() as connection:
        connection.execute(text("UPDATE accounts SET name = 'Somebody else'"))
    assert check(register, file) == made
    restore(empty, file)
    with empty.connect() as connection:
        assert connection.scalar(select(func.count()).where(Account.name == "Somebody else")) == 0


def test_what_is_written_while_a_backup_runs_is_neither_in_its_rows_nor_in_its_sums(
    register: Engine, empty: Engine, file: Path
) -> None:
    other = create_register_engine(register.url.render_as_string(hide_password=False))

    def write(*_facts: object) -> None:
        with other.begin() as connection:
            connection.execute(text("UPDATE accounts SET name = name || '.'"))

    event.listen(register, "after_cursor_execute", write)
    made = back_up(register, file)
    event.remove(register, "after_cursor_execute", write)
    with other.connect() as connection:
        assert table_sums(connection)["accounts"] != made.tables["accounts"]
    other.dispose()
    assert restore(empty, file) == made


def test_a_check_leaves_the_register_and_the_server_as_they_were(register: Engine, file: Path) -> None:
    back_up(register, file)
    with register.connect() as connection:
        before = table_sums(connection)
    check(register, file)
    with register.connect() as connection:
        assert table_sums(connection) == before
        if register.dialect.name == "postgresql":
            names = connection.scalars(text("SELECT datname FROM pg_database")).all()
            assert not [name for name in names if name.startswith("kaikukortti_check")]


def test_one_changed_letter_in_a_row_is_another_sum(register: Engine) -> None:
    with register.connect() as connection:
        before = table_sums(connection)
        connection.execute(text("UPDATE municipalities SET name = '{\"fi\":\"Kajaani\"}' WHERE code = '205'"))
        after = table_sums(connection)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["municipalities"]
    assert before["municipalities"].rows == after["municipalities"].rows


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"rows": 1}, "accounts: 1 rows when the backup was made"),
        ({"checksum": "another"}, "but another checksum"),
    ],
)
def test_what_differs_from_the_manifest_is_said(
    register: Engine, file: Path, change: dict[str, object], complaint: str
) -> None:
    back_up(register, file)
    facts = json.loads(manifest_of(file).read_text())
    facts["tables"]["accounts"].update(change)
    facts["tables"]["never_was"] = facts["tables"].pop("visits")
    manifest_of(file).write_text(json.dumps(facts))
    with pytest.raises(BackupError) as caught:
        check(register, file)
    assert complaint in str(caught.value)
    assert "never_was: the table is missing" in str(caught.value)
    assert "visits: a table that the backup did not have" in str(caught.value)


def test_a_log_that_was_changed_past_its_guards_is_noticed_in_its_backup(
    sqlite_engine: Engine, file: Path
) -> None:
    sessions = session_factory(sqlite_engine)
    with sessions.begin() as session:
        record_event(session, SignedIn(), now=NOW, account_id=1)
    seal_log(sessions)
    back_up(sqlite_engine, file)
    check(sqlite_engine, file)
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_records_keep")
        connection.exec_driver_sql("UPDATE audit_records SET account_id = 2")
    changed = file.with_name("changed.backup")
    back_up(sqlite_engine, changed)
    with pytest.raises(BackupError, match="audit_records: from row 1 of its chain on"):
        check(sqlite_engine, changed)


def test_a_register_is_never_written_over(register: Engine, file: Path) -> None:
    back_up(register, file)
    with pytest.raises(BackupError, match="not empty"):
        restore(register, file)


def test_a_backup_never_replaces_another_and_is_for_its_owner_only(register: Engine, file: Path) -> None:
    back_up(register, file)
    assert file.stat().st_mode & 0o077 == 0
    written = file.read_bytes()
    with pytest.raises(BackupError, match="already"):
        back_up(register, file)
    assert file.read_bytes() == written
    assert sorted(one.name for one in file.parent.glob("*.backup*")) == [file.name, manifest_of(file).name]


def test_a_damaged_backup_is_refused(register: Engine, file: Path) -> None:
    back_up(register, file)
    with file.open("r+b") as damaged:
        damaged.truncate(file.stat().st_size // 2)
    with pytest.raises(BackupError):
        check(register, file)


def test_a_backup_without_its_manifest_or_of_another_database_is_refused(
    register: Engine, file: Path
) -> None:
    with pytest.raises(BackupError, match="is not there"):
        check(register, file)
    back_up(register, file)
    facts = json.loads(manifest_of(file).read_text())
    manifest_of(file).write_text(json.dumps(facts | {"database": "oracle"}))
    with pytest.raises(BackupError, match="oracle"):
        check(register, file)
    manifest_of(file).write_text("[]")
    with pytest.raises(BackupError, match="not the manifest"):
        check(register, file)
    manifest_of(file).unlink()
    with pytest.raises(BackupError, match="missing"):
        check(register, file)


def test_a_folder_that_is_not_there_is_said(register: Engine, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="cannot be written"):
        back_up(register, tmp_path / "nowhere" / "register.backup")


def test_without_its_programs_postgresql_says_what_to_install(
    postgres_engine: Engine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BackupError, match="client programs"):
        back_up(postgres_engine, file)
    assert not list(file.parent.glob("*.backup*"))


def test_somebody_who_may_not_make_databases_is_told_so(
    postgres_engine: Engine, cluster: Cluster, file: Path
) -> None:
    back_up(postgres_engine, file)
    with postgres_engine.begin() as connection:
        connection.execute(text("CREATE ROLE modest LOGIN"))
        connection.execute(text("GRANT ALL ON ALL TABLES IN SCHEMA public TO modest"))
    modest = create_register_engine(
        postgres_engine.url.set(username="modest").render_as_string(hide_password=False)
    )
    try:
        with pytest.raises(BackupError, match="CREATEDB"):
            check(modest, file)
    finally:
        modest.dispose()
        with postgres_engine.begin() as connection:
            connection.execute(text("DROP OWNED BY modest"))
            connection.execute(text("DROP ROLE modest"))


def test_a_sqlite_backup_is_one_file_that_needs_no_other(sqlite_engine: Engine, file: Path) -> None:
    back_up(sqlite_engine, file)
    alone = file.parent / "elsewhere"
    alone.mkdir()
    shutil.copy(file, alone)
    with closing(sqlite3.connect(alone / file.name)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert copy.execute("SELECT count(*) FROM municipalities").fetchone()[0] > 300
