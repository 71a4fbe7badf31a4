"""Count wrong tries, and forget the counts whose time is over."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, case, delete, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.core.tries.models import TryCount

_INSERTS: Final[dict[str, Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def count_tries(connection: Connection, key: str, *, number: int, lasts: timedelta, now: datetime) -> int:
    """Add so many and give their sum, in one statement: of two that come at once none is forgotten.

    The first of them opens the time for which they count.
    """
    new = _INSERTS[connection.dialect.name](TryCount).values(key=key, number=number, ends_at=now + lasts)
    is_over = TryCount.ends_at <= now
    changed = {
        "number": case((is_over, literal(number)), else_=TryCount.number + number),
        "ends_at": case((is_over, new.excluded.ends_at), else_=TryCount.ends_at),
    }
    added = new.on_conflict_do_update(index_elements=[TryCount.key], set_=changed)
    total: int = connection.execute(added.returning(TryCount.number)).scalar_one()
    return total


def tries_of(connection: Connection, key: str, *, now: datetime) -> int:
    """How many count now."""
    return connection.scalar(select(TryCount.number).where(TryCount.key == key, TryCount.ends_at > now)) or 0


def counted_until(connection: Connection, key: str) -> datetime | None:
    """How long they count."""
    return connection.scalar(select(TryCount.ends_at).where(TryCount.key == key))


def forget_tries_of(connection: Connection, key: str) -> None:
    """Remove one count."""
    connection.execute(delete(TryCount).where(TryCount.key == key))


def forget_all_tries(connection: Connection) -> int:
    """Remove every count; how many there were."""
    return connection.execute(delete(TryCount)).rowcount


def forget_ended_tries(session: Session, *, now: datetime) -> None:
    """Remove the counts whose time is over."""
    session.execute(delete(TryCount).where(TryCount.ends_at <= now))
