"""A venue may let valid cards record themselves at its counter."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "e1a7c4d9b035"
down_revision: str | None = "d9e6b2c8f354"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("organisations") as batch_op:
        batch_op.add_column(sa.Column("fast_mode", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_check_constraint(
            op.f("ck_organisations_only_a_venue_has_fast_mode"), "kind = 'venue' OR NOT fast_mode"
        )


def downgrade() -> None:
    """Move it back, keeping what the version before can hold."""
    with op.batch_alter_table("organisations") as batch_op:
        batch_op.drop_constraint(op.f("ck_organisations_only_a_venue_has_fast_mode"), type_="check")
        batch_op.drop_column("fast_mode")
