"""What the sealed lists say of a code can hold fifteen reasons: the layout of the list's second version."""

from collections.abc import Sequence

from alembic import op

revision: str = "c81d5e7a2f40"
down_revision: str | None = "c8d5a1b7e243"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# 16 bits of day, one of community, two of reason, five of children; then 14, one, four and five. What comes
# after 2059, or is a reason that the first version has no number for, cannot be written in both.
_TO_SECOND = """
    UPDATE card_codes SET list_entry = (CASE WHEN list_entry >> 8 > 16383 THEN 16383 ELSE list_entry >> 8 END << 10)
        | ((list_entry & 128) << 2) | (list_entry & 127)
    WHERE list_entry IS NOT NULL
"""
_TO_FIRST = """
    UPDATE card_codes SET list_entry = ((list_entry >> 10) << 8) | ((list_entry & 512) >> 2)
        | (CASE WHEN (list_entry & 480) > 96 THEN 64 ELSE list_entry & 96 END) | (list_entry & 31)
    WHERE list_entry IS NOT NULL
"""


def upgrade() -> None:
    """Move the register forward."""
    op.execute(_TO_SECOND)


def downgrade() -> None:
    """Move it back; a reason without a number in the first version becomes "withdrawn"."""
    op.execute(_TO_FIRST)
