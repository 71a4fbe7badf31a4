"""Names and texts by language in one column each, instead of a column for each language."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "b7e52a90c1d4"
down_revision: str | None = "c81d5e7a2f40"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


class _Text(NamedTuple):
    table: str
    column: str
    was: str
    """What the columns of the languages were called before `_fi`, `_sv`, `_en`."""
    languages: tuple[str, ...]
    length: int | None = None


_BOTH, _ALL = ("fi", "sv"), ("fi", "sv", "en")
_TEXTS = (
    _Text("categories", "name", "name", _ALL),
    _Text("counties", "name", "name", _BOTH),
    _Text("counties", "short_name", "short", _BOTH),
    _Text("municipalities", "name", "name", _BOTH),
    _Text("postal_codes", "name", "name", _BOTH),
    _Text("networks", "name", "name", _BOTH),
    _Text("organisations", "name", "name", _BOTH),
    _Text("venue_descriptions", "accessibility", "accessibility", _ALL),
    _Text("venue_descriptions", "left_out", "left_out", _ALL),
    _Text("tips", "title", "title", _ALL, 80),
    _Text("tips", "text", "text", _ALL, 600),
)
_TABLES = tuple(dict.fromkeys(one.table for one in _TEXTS))
_TIP_CHECKS = {
    "finnish": "length(title_fi) > 0 AND length(text_fi) > 0",
    "swedish_is_whole": "(length(title_sv) > 0) = (length(text_sv) > 0)",
    "english_is_whole": "(length(title_en) > 0) = (length(text_en) > 0)",
}
_TIP_CHECK = "title ->> 'fi' IS NOT NULL AND text ->> 'fi' IS NOT NULL"


def upgrade() -> None:
    """Gather the languages of each text; what is empty is left out."""
    for table in _TABLES:
        texts = [one for one in _TEXTS if one.table == table]
        with op.batch_alter_table(table) as batch_op:
            for one in texts:
                batch_op.add_column(sa.Column(one.column, _JSON))
        for one in texts:
            op.execute(f"UPDATE {table} SET {one.column} = {_gathered(one)}")  # noqa: S608 - our own names
        _drop_constraints_of(table)
        with op.batch_alter_table(table) as batch_op:
            for one in texts:
                batch_op.alter_column(one.column, existing_type=_JSON, nullable=False)
                for language in one.languages:
                    batch_op.drop_column(f"{one.was}_{language}")
    with op.batch_alter_table("networks") as batch_op:
        batch_op.create_unique_constraint(op.f("uq_networks_name"), ["name"])
    with op.batch_alter_table("tips") as batch_op:
        batch_op.create_check_constraint(op.f("ck_tips_finnish"), _TIP_CHECK)


def _drop_constraints_of(table: str) -> None:
    if table == "networks":
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f("uq_networks_name_fi"), type_="unique")
    if table == "tips":
        with op.batch_alter_table(table) as batch_op:
            for name in _TIP_CHECKS:
                batch_op.drop_constraint(op.f(f"ck_tips_{name}"), type_="check")


def _gathered(one: _Text) -> str:
    # In the order in which the register itself writes them, so that SQLite can compare rows.
    pairs = ", ".join(f"'{language}', nullif({one.was}_{language}, '')" for language in sorted(one.languages))
    if op.get_bind().dialect.name == "sqlite":
        return f"json_patch('{{}}', json_object({pairs}))"  # a null in a patch leaves the key out
    return f"jsonb_strip_nulls(jsonb_build_object({pairs}))"


def downgrade() -> None:
    """Give the languages that there were a column each; Finnish takes what stands in for it."""
    with op.batch_alter_table("networks") as batch_op:
        batch_op.drop_constraint(op.f("uq_networks_name"), type_="unique")
    with op.batch_alter_table("tips") as batch_op:
        batch_op.drop_constraint(op.f("ck_tips_finnish"), type_="check")
    for table in _TABLES:
        texts = [one for one in _TEXTS if one.table == table]
        with op.batch_alter_table(table) as batch_op:
            for one in texts:
                for language in one.languages:
                    batch_op.add_column(sa.Column(f"{one.was}_{language}", sa.String(length=one.length)))
        for one in texts:
            for language in one.languages:
                op.execute(f"UPDATE {table} SET {one.was}_{language} = {_text_of(one, language)}")  # noqa: S608 - our own names
        with op.batch_alter_table(table) as batch_op:
            for one in texts:
                batch_op.drop_column(one.column)
                for language in one.languages:
                    batch_op.alter_column(
                        f"{one.was}_{language}", existing_type=sa.String(length=one.length), nullable=False
                    )
    with op.batch_alter_table("networks") as batch_op:
        batch_op.create_unique_constraint(op.f("uq_networks_name_fi"), ["name_fi"])
    with op.batch_alter_table("tips") as batch_op:
        for name, condition in _TIP_CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_tips_{name}"), condition)


def _text_of(one: _Text, language: str) -> str:
    known = one.languages if language == "fi" else (language,)
    return "coalesce({}, '')".format(", ".join(f"{one.column} ->> '{code}'" for code in known))
