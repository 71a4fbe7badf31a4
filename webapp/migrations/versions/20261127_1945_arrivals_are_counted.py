"""Arrivals are counted on the device's row, so that the page of phones need not count them all."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "f6b8d2e5a765"
down_revision: str | None = "e5a7c1d4f654"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("devices") as batch_op:
        batch_op.add_column(sa.Column("arrived", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_check_constraint(op.f("ck_devices_arrived"), "arrived >= 0")
    op.execute(
        "UPDATE devices SET arrived = (SELECT count(*) FROM arrivals WHERE arrivals.device_id = devices.id)"
    )


def downgrade() -> None:
    """Move it back, keeping what the version before can hold."""
    with op.batch_alter_table("devices") as batch_op:
        batch_op.drop_constraint(op.f("ck_devices_arrived"), type_="check")
        batch_op.drop_column("arrived")
