"""What was filled in when a session had ended is kept for half an hour, sealed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "6a1c3e95d7b2"
down_revision: str | None = "5fd08b27c6e3"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "unsent_forms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("browser_digest", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsent_forms")),
    )
    op.create_index(op.f("ix_unsent_forms_browser_digest"), "unsent_forms", ["browser_digest"])
    op.create_index(op.f("ix_unsent_forms_ends_at"), "unsent_forms", ["ends_at"])


def downgrade() -> None:
    """Move it back: what waits has to be typed again."""
    op.drop_table("unsent_forms")
