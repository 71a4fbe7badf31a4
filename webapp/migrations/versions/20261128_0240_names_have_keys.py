"""Names are sorted and found by columns beside them, which the program writes."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from webapp.core.languages import LocalisedText
from webapp.core.names import name_key, name_letters

revision: str = "c3f5a8d1e724"
down_revision: str | None = "c40f7e1b92da"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_JSON: Final = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_BYTE_BY_BYTE: Final = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_LANGUAGES: Final = ("fi", "sv", "en")
_KEYS: Final = {"municipalities": "code"}
_SORTED: Final = ("accounts", "devices", "municipalities", "networks", "offers", "organisations")
_FOUND: Final = ("municipalities", "offers", "organisations")
_IN_ONE_LANGUAGE: Final = ("accounts", "devices", "offers")


def _columns(table: str) -> list[str]:
    return [*(f"name_key_{one}" for one in _LANGUAGES), *(["name_letters"] if table in _FOUND else [])]


def upgrade() -> None:
    """Add the columns and fill them, with the order and the plain letters of the program that runs this."""
    for table in _SORTED:
        for column in _columns(table):
            op.add_column(table, sa.Column(column, _BYTE_BY_BYTE, nullable=False, server_default=""))
        _fill(table)
    for language in _LANGUAGES:
        columns = ["kind", f"name_key_{language}", "id"]
        op.create_index(op.f(f"ix_organisations_{'_'.join(columns)}"), "organisations", columns)


def _fill(table: str) -> None:
    key = _KEYS.get(table, "id")
    name_type = sa.String() if table in _IN_ONE_LANGUAGE else _JSON
    written = [sa.column(column, sa.String()) for column in _columns(table)]
    rows = sa.table(table, sa.column(key), sa.column("name", name_type), *written)
    found = op.get_bind().execute(sa.select(rows.c[key], rows.c.name)).all()
    if not found:
        return
    change = rows.update().where(rows.c[key] == sa.bindparam("row")).values(
        {column.name: sa.bindparam(f"new_{column.name}") for column in written}
    )  # fmt: skip
    op.get_bind().execute(change, [{"row": row, **_written(name, table)} for row, name in found])


def _written(stored: Any, table: str) -> dict[str, str]:  # noqa: ANN401 - text, or JSON by language
    name = stored if isinstance(stored, str) else LocalisedText(stored)
    keys = {f"new_name_key_{language}": name_key(name, language) for language in _LANGUAGES}
    return keys | ({"new_name_letters": name_letters(name)} if table in _FOUND else {})


def downgrade() -> None:
    """Take them away; they are made of the names."""
    for language in _LANGUAGES:
        op.drop_index(op.f(f"ix_organisations_kind_name_key_{language}_id"), "organisations")
    for table in _SORTED:
        with op.batch_alter_table(table) as batch_op:
            for column in _columns(table):
                batch_op.drop_column(column)
