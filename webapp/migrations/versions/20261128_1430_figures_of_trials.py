"""Networks hand in the figures of their trial, which are kept as they were then. None has before."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "6a0f3d92c8e7"
down_revision: str | None = "d51c8e3f7a20"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "trial_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("handed_in_by", sa.Integer(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('interim', 'final')", name=op.f("ck_trial_reports_kind")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_trial_reports_days")),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_trial_reports_network_id_networks")
        ),
        sa.ForeignKeyConstraint(
            ["handed_in_by"], ["accounts.id"], name=op.f("fk_trial_reports_handed_in_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_reports")),
    )
    op.create_index(op.f("ix_trial_reports_network_id"), "trial_reports", ["network_id"])


def downgrade() -> None:
    """Move it back; what was handed in is forgotten."""
    op.drop_table("trial_reports")
