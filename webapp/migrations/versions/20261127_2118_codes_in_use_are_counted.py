"""Codes in use are counted on their batch, so that the list of batches need not read all codes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "d9e6b2c8f354"
down_revision: str | None = "b7e52a90c1d4"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("code_batches") as batch_op:
        batch_op.add_column(sa.Column("registered", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_check_constraint(op.f("ck_code_batches_registered"), "registered >= 0")
        batch_op.create_index(op.f("ix_code_batches_made_at_id"), ["made_at", "id"])
    op.execute(
        "UPDATE code_batches SET registered ="
        " (SELECT count(card_id) FROM card_codes WHERE card_codes.batch_id = code_batches.id)"
    )


def downgrade() -> None:
    """Move it back, keeping what the version before can hold."""
    with op.batch_alter_table("code_batches") as batch_op:
        batch_op.drop_index(op.f("ix_code_batches_made_at_id"))
        batch_op.drop_constraint(op.f("ck_code_batches_registered"), type_="check")
        batch_op.drop_column("registered")
