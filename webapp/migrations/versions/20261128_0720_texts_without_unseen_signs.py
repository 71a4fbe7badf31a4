"""Texts that everybody reads lose the signs that nobody sees; forms take them away since the version before."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "b71d04e9c2f6"
down_revision: str | None = "a4c82f6d15b9"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_JSON: Final = sa.JSON().with_variant(JSONB(), "postgresql")
_TEXT: Final = sa.String()
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""As of this day: controls, soft hyphens, marks of direction and of no width."""

_COLUMNS: Final[Mapping[tuple[str, str], Mapping[str, Any]]] = {
    ("organisation_contacts", "organisation_id"): {
        "phone": _TEXT, "email": _TEXT, "address": _TEXT, "hours": _JSON,
    },
    ("venue_descriptions", "venue_id"): {
        "accessibility": _JSON, "left_out": _JSON, "website": _TEXT, "tickets": _JSON, "ticket_agency": _TEXT,
    },
    ("outings", "id"): {"title": _JSON, "place": _JSON, "meeting_place": _JSON, "words": _JSON},
    ("tips", "id"): {"title": _JSON, "text": _JSON, "address": _TEXT},
}  # fmt: skip
"""Table and its key → its texts. Names have keys without such signs, by which they are sorted and found."""


def upgrade() -> None:
    """Clean what was typed before; a text of nothing else stays, because it would be none."""
    for (name, key), columns in _COLUMNS.items():
        table = sa.table(name, sa.column(key), *(sa.column(one, kind) for one, kind in columns.items()))
        for row in op.get_bind().execute(sa.select(table)).mappings().all():
            cleaned = {one: _clean(row[one]) for one in columns}
            changed = {one: text for one, text in cleaned.items() if text != row[one]}
            if changed:
                op.get_bind().execute(table.update().where(table.c[key] == row[key]).values(changed))


def downgrade() -> None:
    """What nobody saw is missed by nobody."""


def _clean(text: Any) -> Any:  # noqa: ANN401 - a text, or texts by language
    if isinstance(text, dict):
        cleaned = {code: one for code, said in text.items() if (one := _UNSEEN.sub("", said))}
        return cleaned or text
    return _UNSEEN.sub("", text) or text
