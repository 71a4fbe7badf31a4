"""A batch knows the order that made it: a form that is sent twice makes its codes once."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b2d95e71c604"
down_revision: str | None = "8c41e7d5b2a6"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("code_batches") as batch_op:
        batch_op.add_column(sa.Column("order_id", sa.Uuid(), nullable=True))
        batch_op.create_unique_constraint(
            op.f("uq_code_batches_order_id_network_id_letter_size"),
            ["order_id", "network_id", "letter", "size"],
        )


def downgrade() -> None:
    """Move it back; batches stay, their orders are forgotten."""
    with op.batch_alter_table("code_batches") as batch_op:
        batch_op.drop_constraint(op.f("uq_code_batches_order_id_network_id_letter_size"), type_="unique")
        batch_op.drop_column("order_id")
