"""Wrong tries are counted for all workers together."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7d3f1a86c0e2"
down_revision: str | None = "8e1f4c6a2b97"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "try_counts",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_try_counts_number")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_try_counts")),
    )
    op.create_index(op.f("ix_try_counts_ends_at"), "try_counts", ["ends_at"])


def downgrade() -> None:
    """Move it back: whoever had to wait need not."""
    op.drop_table("try_counts")
