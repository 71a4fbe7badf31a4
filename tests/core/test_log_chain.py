"""The log is only added to: the database refuses changes, and the chain shows those made past it."""

import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, func, insert, select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session, sessionmaker

from tests.conftest import NOW, TEMPLATE
from tests.support.postgres import Cluster
from webapp.core.audit.actions import record_event
from webapp.core.audit.chain import ChainFault, Head, Verdict, forget_old_records, read_head, verify_log
from webapp.core.audit.models import AuditAnchor, AuditLink, AuditRecord
from webapp.core.cards.events import CardViewed
from webapp.core.database import announce_writing, create_register_engine, session_factory
from webapp.plumbing.grants import NoRolesError, grant_to_program
from webapp.plumbing.housekeeping import seal_log

LONG_AGO = datetime(2020, 5, 1, 9, 30, tzinfo=UTC)
GUARDED = ("audit_records", "audit_links", "audit_anchors")


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    return session_factory(engine)


def write(sessions: sessionmaker[Session], how_many: int, *, at: datetime = NOW) -> None:
    with sessions.begin() as session:
        announce_writing(session)
        for number in range(how_many):
            viewed = CardViewed(uuid.UUID(int=number))
            record_event(session, viewed, now=at + timedelta(seconds=number), account_id=number)


def past_the_guards(engine: Engine, statement: str) -> None:
    """As somebody does who owns the database."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in names.all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.execute(text(statement))


def record_at(engine: Engine, position: int) -> uuid.UUID:
    with engine.connect() as connection:
        found = connection.scalar(select(AuditLink.record_id).where(AuditLink.position == position))
    assert found is not None
    return found


def written_id(engine: Engine, position: int) -> str:
    """As the database compares it."""
    found = record_at(engine, position)
    return str(found) if engine.dialect.name == "postgresql" else found.hex


def fault_of(verdict: Verdict) -> tuple[int, ChainFault]:
    assert verdict.fault is not None
    return verdict.fault.position, verdict.fault.fault


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_records SET event = 'nothing'",
        "UPDATE audit_records SET account_id = NULL WHERE account_id = 2",
        "DELETE FROM audit_records",
        "DELETE FROM audit_records WHERE account_id = 2",
        "UPDATE audit_links SET position = position + 100",
        "DELETE FROM audit_links",
        "DELETE FROM audit_anchors",
        "UPDATE audit_anchors SET position = 100, kept_from = '2026-11-22 10:00:00'",
        "UPDATE audit_anchors SET position = -1",
        "UPDATE audit_anchors SET kept_from = '1960-01-01 10:00:00'",
    ],
)
def test_the_database_refuses_to_change_or_lose_what_is_written(
    engine: Engine, sessions: sessionmaker[Session], statement: str
) -> None:
    write(sessions, 3)
    seal_log(sessions)
    with pytest.raises(IntegrityError, match="the log is"), engine.begin() as connection:
        connection.execute(text(statement))
    assert verify_log(engine).fault is None


@pytest.mark.parametrize("table", GUARDED)
def test_postgresql_refuses_to_empty_the_log_at_once(postgres_engine: Engine, table: str) -> None:
    with pytest.raises(IntegrityError, match="only added to"), postgres_engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {table}")


def test_a_log_that_nobody_touched_is_intact(engine: Engine, sessions: sessionmaker[Session]) -> None:
    assert verify_log(engine) == Verdict(0, Head(0, bytes(32)), 0, None, None)
    write(sessions, 3)
    seal_log(sessions)
    write(sessions, 2, at=NOW + timedelta(hours=1))
    verdict = verify_log(engine)
    assert (verdict.verified, verdict.unsealed, verdict.fault) == (3, 2, None)
    assert verdict.unsealed_since == NOW + timedelta(hours=1)
    seal_log(sessions)
    seal_log(sessions)
    assert (verify_log(engine).verified, verify_log(engine).unsealed) == (5, 0)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_records SET account_id = 77 WHERE id = '{id}'", ChainFault.RECORD_CHANGED),
        ("UPDATE audit_records SET organisation_id = 1 WHERE id = '{id}'", ChainFault.RECORD_CHANGED),
        ("UPDATE audit_records SET card_id = NULL WHERE id = '{id}'", ChainFault.RECORD_CHANGED),
        ("UPDATE audit_records SET event = 'x' WHERE id = '{id}'", ChainFault.RECORD_CHANGED),
        ("UPDATE audit_records SET facts = '{{}}' WHERE id = '{id}'", ChainFault.RECORD_CHANGED),
        ("UPDATE audit_records SET at = '2026-11-22 10:05:09' WHERE id = '{id}'", ChainFault.RECORD_CHANGED),
        ("DELETE FROM audit_records WHERE id = '{id}'", ChainFault.RECORD_MISSING),
        ("DELETE FROM audit_links WHERE record_id = '{id}'", ChainFault.LINK_MISSING),
    ],
)
def test_the_first_row_that_was_changed_past_the_guards_is_found(
    engine: Engine, sessions: sessionmaker[Session], statement: str, fault: ChainFault
) -> None:
    write(sessions, 5)
    seal_log(sessions)
    past_the_guards(engine, statement.replace("{id}", written_id(engine, 3)).replace("{{}}", "{}"))
    verdict = verify_log(engine)
    assert (fault_of(verdict), verdict.verified) == ((3, fault), 2)


def test_a_cut_end_and_a_chain_made_anew_are_found_by_what_was_noted(
    engine: Engine, sessions: sessionmaker[Session]
) -> None:
    write(sessions, 4)
    seal_log(sessions)
    noted = read_head(str(verify_log(engine).head))
    write(sessions, 1, at=NOW + timedelta(hours=1))
    seal_log(sessions)
    assert verify_log(engine, noted=noted).fault is None
    past_the_guards(engine, "UPDATE audit_records SET event = 'x' WHERE account_id = 1")
    past_the_guards(engine, "DELETE FROM audit_links")
    seal_log(sessions)
    assert verify_log(engine).fault is None
    assert fault_of(verify_log(engine, noted=noted)) == (4, ChainFault.ANOTHER_CHAIN)
    past_the_guards(engine, "DELETE FROM audit_links WHERE position > 2")
    assert fault_of(verify_log(engine, noted=noted)) == (3, ChainFault.END_MISSING)


def test_two_that_seal_at_once_make_one_chain_while_others_write(
    engine: Engine, sessions: sessionmaker[Session]
) -> None:
    write(sessions, 40)
    gate = threading.Barrier(4)

    def run(number: int) -> None:
        gate.wait()
        for _ in range(5):
            if number % 2:
                seal_log(sessions)
            else:
                write(sessions, 5, at=NOW - timedelta(minutes=number))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_log(sessions)
    verdict = verify_log(engine)
    assert (verdict.verified, verdict.unsealed, verdict.fault) == (90, 0, None)


def test_whoever_writes_waits_for_nobody_who_seals(postgres_engine: Engine) -> None:
    sessions = session_factory(postgres_engine)
    write(sessions, 2)
    with sessions.begin() as sealing:
        sealing.execute(select(AuditAnchor).with_for_update())
        with sessions.begin() as writing:
            writing.execute(text("SET LOCAL lock_timeout = '1ms'"))
            record_event(writing, CardViewed(uuid.uuid4()), now=NOW, account_id=1)
    seal_log(sessions)
    assert verify_log(postgres_engine).verified == 3


def test_the_chain_outlives_the_rows_it_began_with(engine: Engine, sessions: sessionmaker[Session]) -> None:
    write(sessions, 3, at=LONG_AGO)
    seal_log(sessions)
    noted = verify_log(engine).head
    write(sessions, 4)
    seal_log(sessions)
    for gone in (3, 0):
        with sessions.begin() as session:
            assert forget_old_records(session, now=NOW) == gone
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(AuditRecord)) == 4
    verdict = verify_log(engine, noted=noted)
    assert (verdict.verified, verdict.fault, verdict.head.position) == (4, None, 7)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(delete(AuditRecord))


def test_what_is_not_sealed_is_not_let_go_of(engine: Engine, sessions: sessionmaker[Session]) -> None:
    write(sessions, 1, at=LONG_AGO)
    with sessions.begin() as session:
        assert forget_old_records(session, now=NOW) == 0
    with engine.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(AuditRecord)) == 1


@pytest.fixture
def granted(cluster: Cluster) -> Iterator[Engine]:
    """A register whose tables belong to another role than the program's."""
    owner = create_register_engine(cluster.create_database("granted", template=TEMPLATE))
    with owner.begin() as connection:
        connection.exec_driver_sql('CREATE ROLE "counter\'s" LOGIN')
    grant_to_program(owner, "counter's")
    yield owner
    with owner.begin() as connection:
        connection.exec_driver_sql('DROP OWNED BY "counter\'s"; DROP ROLE "counter\'s"')
    owner.dispose()
    cluster.drop_database("granted")


def test_the_programs_role_adds_to_the_log_and_takes_no_guard_away(granted: Engine) -> None:
    facts = {"id": uuid.uuid4(), "at": NOW, "event": "signed_in", "facts": {}}
    with granted.begin() as connection:
        connection.exec_driver_sql('SET LOCAL ROLE "counter\'s"')
        connection.execute(insert(AuditRecord).values(**facts))
    for statement in (
        "UPDATE audit_records SET event = 'x'",
        "TRUNCATE audit_records",
        "ALTER TABLE audit_records DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_records_stay ON audit_records",
        "SET session_replication_role = replica",
        "INSERT INTO audit_anchors SELECT 2, position, digest, kept_from FROM audit_anchors",
        "UPDATE alembic_version SET version_num = 'x'",
    ):
        with pytest.raises(ProgrammingError):
            as_the_program(granted, statement)
    # What a session makes for itself is found before the register's own table.
    kept = "SELECT 9 AS position, now() + interval '1 day' AS kept_from"
    with pytest.raises(IntegrityError):
        as_the_program(
            granted, f"CREATE TEMPORARY TABLE audit_anchors AS {kept}", "DELETE FROM audit_records"
        )


def as_the_program(register: Engine, *statements: str) -> None:
    with register.begin() as connection:
        for statement in ('SET LOCAL ROLE "counter\'s"', *statements):
            connection.exec_driver_sql(statement)


def test_rights_are_given_only_where_there_are_roles(sqlite_engine: Engine, postgres_engine: Engine) -> None:
    with pytest.raises(NoRolesError, match="in a file"):
        grant_to_program(sqlite_engine, "kaikukortti")
    with pytest.raises(NoRolesError, match="no role nobody-knows"):
        grant_to_program(postgres_engine, "nobody-knows")
    with pytest.raises(NoRolesError, match="owns the tables"):
        grant_to_program(postgres_engine, postgres_engine.url.username or "")
