"""A phone that has lost its storage is seen: when that was noticed stands on the device that it was until then."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "da88d63f3890"
down_revision: str | None = "b1d8f36a0c75"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("devices") as batch_op:
        batch_op.add_column(sa.Column("emptied_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Move it back, keeping what the version before can hold."""
    with op.batch_alter_table("devices") as batch_op:
        batch_op.drop_column("emptied_at")
