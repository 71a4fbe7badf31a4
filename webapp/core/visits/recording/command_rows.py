"""A delivery's commands as rows to join with: one command by parameters, several as JSON.

PostgreSQL plans `= ANY(array)` anew at each call, which takes longer than the statement. It guesses that a
JSON list has a hundred rows, for which it would rather read a whole table; a limit whose value it does not
know when it plans makes it guess ten.
"""

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Integer,
    String,
    Subquery,
    Text,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.sql.selectable import TableValuedAlias

_TYPES: Final[Mapping[str, Any]] = {
    "code": String(10), "visit_id": Uuid(), "sequence": Integer(), "offer_id": Integer(),
}  # fmt: skip


def one_command_row() -> Subquery:
    """A single command's row, of the parameters code, visit_id, sequence and offer_id."""
    return select(*(bindparam(name, type_=kind).label(name) for name, kind in _TYPES.items())).subquery(
        "commands"
    )


def command_rows(dialect: str) -> Subquery:
    """A list's rows, of the parameters `commands` (as_json) and `how_many`."""
    rows = postgres_rows("commands", _TYPES) if dialect == "postgresql" else None
    if rows is None:
        items = func.json_each(bindparam("commands", type_=Text())).table_valued("value")
        columns = [
            func.json_extract(items.c.value, f"$.{name}", type_=kind).label(name)
            for name, kind in _TYPES.items()
        ]
    else:
        columns = [rows.c[name].label(name) for name in _TYPES]
    return select(*columns).limit(bindparam("how_many", type_=BigInteger())).subquery("commands")


def postgres_rows(parameter: str, types: Mapping[str, Any]) -> TableValuedAlias:
    """PostgreSQL's reading of a text parameter, a JSON list of objects, as rows with these columns."""
    columns = [column(name, kind) for name, kind in types.items()]
    as_json = cast(bindparam(parameter, type_=Text()), JSON())
    return (
        func.json_to_recordset(as_json).table_valued(*columns).render_derived(name=parameter, with_types=True)
    )


def as_json(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows for command_rows and postgres_rows; identifiers in 32 hexadecimal digits, as SQLite keeps them."""
    return json.dumps(list(rows), separators=(",", ":"), default=_plain)


def _plain(value: uuid.UUID | datetime) -> str:
    return value.hex if isinstance(value, uuid.UUID) else value.isoformat()
