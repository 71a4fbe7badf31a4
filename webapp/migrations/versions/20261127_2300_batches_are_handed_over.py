"""Batches are handed over to their network: a delivery is what a phone sends."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a4c7e1f93b60"
down_revision: str | None = "e1a7c4d9b035"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    _rename("delivered", "handed_over")


def downgrade() -> None:
    """Move it back."""
    _rename("handed_over", "delivered")


def _rename(old: str, new: str) -> None:
    with op.batch_alter_table("code_batches") as batch_op:
        batch_op.drop_constraint(op.f(f"ck_code_batches_{old}_later"), type_="check")
        batch_op.alter_column(f"{old}_at", new_column_name=f"{new}_at")
    with op.batch_alter_table("code_batches") as batch_op:
        batch_op.create_check_constraint(
            op.f(f"ck_code_batches_{new}_later"), f"{new}_at IS NULL OR {new}_at >= made_at"
        )
    records = sa.table("audit_records", sa.column("event"))
    op.execute(records.update().where(records.c.event == f"batch_{old}").values(event=f"batch_{new}"))
