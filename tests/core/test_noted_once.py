"""Whether something has just been noted is asked of an index, also on a day on which much has happened."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, event, insert, text

from webapp.core.audit.actions import note_event
from webapp.core.audit.models import AuditRecord
from webapp.core.database import session_factory
from webapp.core.identifiers import new_id
from webapp.core.partners.events import StaffListRead

BUSY = 10_000


def test_it_is_read_from_the_index_of_the_organisation(engine: Engine, now: datetime) -> None:
    with engine.begin() as connection:
        connection.execute(insert(AuditRecord), [one_of(now, 1_000 + number) for number in range(BUSY)])
        connection.execute(text("ANALYZE"))
    asked: list[tuple[str, Any]] = []
    event.listen(engine, "before_cursor_execute", lambda *about: asked.append(about[2:4]))
    who = {"account_id": 1, "organisation_id": 2}
    for _ in range(2):
        note_event(session_factory(engine), StaffListRead(2), now=now, **who)

    questions = [one for one in asked if one[0].startswith("SELECT") and "audit_records" in one[0]]
    assert len(questions) == 2
    assert [one for one in asked if one[0].startswith("INSERT INTO audit_records")][1:] == []
    assert "ix_audit_records_organisation_id" in plan(engine, questions[0])


def one_of(now: datetime, number: int) -> dict[str, Any]:
    """Something that others have done within the hour."""
    return {
        "id": new_id(now), "at": now - timedelta(milliseconds=number),
        "event": "staff_list_read", "facts": {},
        "account_id": number, "organisation_id": number,
    }  # fmt: skip


def plan(engine: Engine, question: tuple[str, Sequence[Any]]) -> str:
    """How the database answers it."""
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        return str(connection.exec_driver_sql(f"{explain} {question[0]}", question[1]).all())
