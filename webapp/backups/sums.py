"""Count and sum up the rows of every table; the same rows give the same sums, on whatever machine."""

import hashlib
from typing import Final

from sqlalchemy import Connection, inspect

from webapp.backups.manifest import TableSum

_READABLE_IN_ONE_WAY: Final = {
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}
"""PostgreSQL writes a row as text by these settings, and each server and role may have others."""


def table_sums(connection: Connection) -> dict[str, TableSum]:
    """The sums of every table there is, also of those that no model speaks of."""
    if connection.dialect.name == "postgresql":
        for name, value in _READABLE_IN_ONE_WAY.items():
            connection.exec_driver_sql(f"SET LOCAL {name} = '{value}'")
    sum_up = _sum_on_postgresql if connection.dialect.name == "postgresql" else _sum_on_sqlite
    return {name: sum_up(connection, name) for name in sorted(inspect(connection).get_table_names())}


def _sum_on_postgresql(connection: Connection, table: str) -> TableSum:
    # A sum does not ask for an order, which would depend on the database's collation; nothing is transferred.
    quoted = connection.dialect.identifier_preparer.quote(table)
    halves = ", ".join(
        f"coalesce(sum(('x' || substr(digest, {start}, 16))::bit(64)::bigint::numeric), 0)"
        for start in (1, 17)
    )
    row = connection.exec_driver_sql(
        f"SELECT count(*), {halves} FROM (SELECT md5(one::text) AS digest FROM {quoted} AS one) AS digests"  # noqa: S608 - the database's own names
    ).one()
    return TableSum(row[0], f"{row[1]}:{row[2]}")


def _sum_on_sqlite(connection: Connection, table: str) -> TableSum:
    keys = inspect(connection).get_pk_constraint(table)["constrained_columns"]
    quote = connection.dialect.identifier_preparer.quote
    order = ", ".join(quote(key) for key in keys) or "rowid"
    digest, rows = hashlib.sha256(), 0
    for row in connection.exec_driver_sql(f"SELECT * FROM {quote(table)} ORDER BY {order}"):  # noqa: S608 - as above
        digest.update(repr(tuple(row)).encode())
        rows += 1
    return TableSum(rows, digest.hexdigest())
