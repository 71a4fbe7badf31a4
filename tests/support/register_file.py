"""What is really in a served register, for tests that must not trust the screen."""

import sqlite3
import uuid
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.support import patience
from tests.support.server import RunningServer
from webapp.core.identifiers import digest
from webapp.core.secret_codes import new_secret


def valid_cards(
    server: RunningServer, count: int, *, children: int | None = None, kind: str = "personal"
) -> list[str]:
    """Codes of cards that are valid for long and have not been used today, in no order."""
    rows = _ask(
        server.directory,
        "SELECT code FROM card_codes JOIN cards ON cards.id = card_codes.card_id"
        " WHERE kind = ? AND status = 'active' AND replaced_at IS NULL"
        " AND valid_until > date('now', '+40 days') AND coalesce(?, children) = children"
        " AND code NOT IN (SELECT code FROM visits WHERE happened_at > datetime('now', '-2 days'))"
        " ORDER BY random() LIMIT ?",
        kind,
        children,
        count,
    )
    return [code for (code,) in rows]


def expired_cards(server: RunningServer, count: int) -> list[str]:
    """Codes of cards whose last day has passed lately, so that they are on the list, in no order."""
    rows = _ask(
        server.directory,
        "SELECT code FROM card_codes JOIN cards ON cards.id = card_codes.card_id"
        " WHERE status = 'active' AND replaced_at IS NULL"
        " AND valid_until BETWEEN date('now', '-60 days') AND date('now', '-2 days')"
        " ORDER BY random() LIMIT ?",
        count,
    )
    return [code for (code,) in rows]


def visits_by_phones(server: RunningServer, codes: Sequence[str]) -> list[str]:
    """Of these codes those that devices have recorded, once for each visit that has not been undone."""
    query = "SELECT code FROM visits WHERE device_id IS NOT NULL AND undone_at IS NULL"
    return sorted(code for (code,) in _ask(server.directory, query) if code in codes)


@dataclass(frozen=True)
class StoredVisit:
    """One card of one visit, whether or not it still counts."""

    code: str
    kind: str
    children: int
    group_id: str | None
    is_undone: bool


def stored_visits(server: RunningServer, since: datetime) -> list[StoredVisit]:
    """All that devices have sent since a moment, in no order."""
    rows = _ask(
        server.directory,
        "SELECT code, kind, children, group_id, undone_at IS NOT NULL FROM visits"
        " WHERE device_id IS NOT NULL AND recorded_at >= ?",
        since.astimezone(UTC).replace(tzinfo=None).isoformat(" "),
    )
    return [
        StoredVisit(code, kind, children, group, bool(undone)) for code, kind, children, group, undone in rows
    ]


def lost_numbers(server: RunningServer) -> list[int]:
    """Numbers that a device gave out and that never arrived."""
    rows = _ask(
        server.directory, "SELECT device_id, max(sequence), count(*) FROM arrivals GROUP BY device_id"
    )
    return [highest - arrived for _, highest, arrived in rows if highest != arrived]


def remarks(server: RunningServer) -> list[str]:
    """The remarks with which visits were recorded."""
    return sorted(
        one for (one,) in _ask(server.directory, "SELECT remark FROM visits WHERE remark IS NOT NULL")
    )


def end_sessions(server: RunningServer) -> None:
    """Every member of staff is signed out, as after a changed password."""
    with _opened(server.directory) as connection, connection:
        connection.execute("DELETE FROM staff_sessions")


def revoke_devices(server: RunningServer) -> None:
    """Every device has been taken away."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    with _opened(server.directory) as connection, connection:
        connection.execute("UPDATE devices SET revoked_at = ?", (now,))


def set_card_status(server: RunningServer, code: str, status: str) -> None:
    """As its distributor would, but without their screen: `active` or `withdrawn`."""
    stopped_at = None if status == "active" else datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    with _opened(server.directory) as connection, connection:
        connection.execute(
            "UPDATE cards SET status = ?, stopped_at = ?"
            " WHERE id = (SELECT card_id FROM card_codes WHERE code = ?)",
            (status, stopped_at, code),
        )


def move_last_day(server: RunningServer, code: str, days: int) -> None:
    """As renewing a card does, by a number of days, or back again."""
    with _opened(server.directory) as connection, connection:
        connection.execute(
            "UPDATE cards SET valid_until = date(valid_until, ?)"
            " WHERE id = (SELECT card_id FROM card_codes WHERE code = ?)",
            (f"{days:+} days", code),
        )


def new_pairing(server: RunningServer, code: str) -> str:
    """The secret of a pairing QR, as a distributor's screen shows it."""
    secret, now = new_secret(), datetime.now(UTC).replace(tzinfo=None)
    until = now + timedelta(minutes=10)
    with _opened(server.directory) as connection, connection:
        connection.execute(
            "INSERT INTO pairings (id, secret_digest, code, kind, made_at, expires_at)"
            " VALUES (?, ?, ?, 'qr', ?, ?)",
            (uuid.uuid4().hex, digest(secret), code, now.isoformat(" "), until.isoformat(" ")),
        )
    return secret


def _ask(directory: Path, query: str, *facts: object) -> list[tuple[Any, ...]]:
    with _opened(directory) as connection:
        return connection.execute(query, facts).fetchall()


def _opened(directory: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(directory / "register.sqlite3", timeout=patience.SECONDS))
