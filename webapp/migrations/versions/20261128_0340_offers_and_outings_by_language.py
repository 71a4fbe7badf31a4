"""What is on and where one goes together is written by language; a tip needs no Finnish."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "a4c82f6d15b9"
down_revision: str | None = "d91b6f04e7a3"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_JSON: Final = sa.JSON().with_variant(JSONB(), "postgresql")
_ORDER: Final = ("fi", "sv", "en")
_TIP_CHECK: Final = "title <> '{}' AND text <> '{}'"
_TIP_CHECK_BEFORE: Final = "title ->> 'fi' IS NOT NULL AND text ->> 'fi' IS NOT NULL"


class _Table(NamedTuple):
    name: str
    organisation: str
    """The column of whose language its texts are in."""
    lengths: dict[str, int]
    checks: dict[str, str]
    checks_before: dict[str, str]


_TABLES: Final = (
    _Table("offers", "venue_id", {"name": 80}, {"name": "name <> '{}'"}, {"name": "length(name) > 0"}),
    _Table(
        "outings",
        "distributor_id",
        {"title": 80, "place": 120, "meeting_place": 120, "words": 300},
        {
            "title": "title <> '{}'",
            "meeting_place": "meeting_place <> '{}'",
            "one_place": "(venue_id IS NULL) = (place <> '{}')",
        },
        {
            "title": "length(title) > 0",
            "meeting_place": "length(meeting_place) > 0",
            "one_place": "(venue_id IS NULL) = (length(place) > 0)",
        },
    ),
)


def upgrade() -> None:
    """Write each text in the language of its organisation: Swedish where its name is in Swedish alone."""
    for table in _TABLES:
        _rebuild(table, table.checks, to_texts=True)
    _check_tips("finnish", "written", _TIP_CHECK)


def downgrade() -> None:
    """Keep each text in the language that comes first; a tip says in Finnish what it says in another."""
    _let_tips_have_finnish()
    _check_tips("written", "finnish", _TIP_CHECK_BEFORE)
    for table in _TABLES:
        _rebuild(table, table.checks_before, to_texts=False)


def _rebuild(table: _Table, checks: dict[str, str], *, to_texts: bool) -> None:
    """Put a column of the other kind in the place of each; it is filled beside the one that it follows."""
    types = {column: _JSON if to_texts else sa.String(length) for column, length in table.lengths.items()}
    with op.batch_alter_table(table.name) as batch_op:
        for column, new in types.items():
            batch_op.add_column(sa.Column(f"new_{column}", new))
    _fill(table, types, to_texts=to_texts)
    with op.batch_alter_table(table.name) as batch_op:
        for check in checks:
            batch_op.drop_constraint(op.f(f"ck_{table.name}_{check}"), type_="check")
    with op.batch_alter_table(table.name) as batch_op:
        for column in types:
            batch_op.drop_column(column)
    with op.batch_alter_table(table.name) as batch_op:
        for column, new in types.items():
            batch_op.alter_column(f"new_{column}", new_column_name=column, existing_type=new, nullable=False)
    with op.batch_alter_table(table.name) as batch_op:
        for check, condition in checks.items():
            batch_op.create_check_constraint(op.f(f"ck_{table.name}_{check}"), condition)


def _fill(table: _Table, types: dict[str, Any], *, to_texts: bool) -> None:
    before = sa.String() if to_texts else _JSON
    rows = sa.table(
        table.name, sa.column("id"), sa.column(table.organisation),
        *(sa.column(column, before) for column in types),
        *(sa.column(f"new_{column}", new) for column, new in types.items()),
    )  # fmt: skip
    named = sa.table("organisations", sa.column("id"), sa.column("name", _JSON))
    found = sa.select(rows.c.id, named.c.name, *(rows.c[column] for column in types))
    filled = []
    for row, name, *texts in op.get_bind().execute(
        found.join(named, named.c.id == rows.c[table.organisation])
    ):
        language = _language_of(name)
        made = [({language: text} if text else {}) if to_texts else _first_of(text) for text in texts]
        filled.append(
            {"row": row, **{f"made_{column}": one for column, one in zip(types, made, strict=True)}}
        )
    if filled:
        new_values: dict[str, Any] = {f"new_{column}": sa.bindparam(f"made_{column}") for column in types}
        change = rows.update().where(rows.c.id == sa.bindparam("row")).values(new_values)
        op.get_bind().execute(change, filled)


def _language_of(name: dict[str, str]) -> str:
    return "sv" if "sv" in name and "fi" not in name else "fi"


def _first_of(texts: dict[str, str]) -> str:
    return next((texts[code] for code in (*_ORDER, *sorted(texts)) if code in texts), "")


def _check_tips(before: str, after: str, condition: str) -> None:
    with op.batch_alter_table("tips") as batch_op:
        batch_op.drop_constraint(op.f(f"ck_tips_{before}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_tips_{after}"), condition)


def _let_tips_have_finnish() -> None:
    tips = sa.table("tips", sa.column("id"), sa.column("title", _JSON), sa.column("text", _JSON))
    for row, title, text in op.get_bind().execute(sa.select(tips.c.id, tips.c.title, tips.c.text)).all():
        if "fi" not in title or "fi" not in text:
            change = tips.update().where(tips.c.id == row)
            op.get_bind().execute(
                change.values(title={"fi": _first_of(title), **title}, text={"fi": _first_of(text), **text})
            )
