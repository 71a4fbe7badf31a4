"""What is decided of trials is kept, with how far their cards have followed. Nothing was decided before."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "91b7e4d05c3a"
down_revision: str | None = "b61f0c9d27ae"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "trial_endings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("going_on", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_card_id", sa.Uuid(), nullable=True),
        sa.Column("cards_moved", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('extend', 'permanent', 'close')", name=op.f("ck_trial_endings_kind")),
        sa.CheckConstraint(
            "(kind = 'extend') = (until IS NOT NULL)",
            name=op.f("ck_trial_endings_only_an_extension_has_a_day"),
        ),
        sa.CheckConstraint("cards_moved >= 0", name=op.f("ck_trial_endings_cards_moved")),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_trial_endings_network_id_networks")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["accounts.id"], name=op.f("fk_trial_endings_decided_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_endings")),
    )
    op.create_index(op.f("ix_trial_endings_network_id"), "trial_endings", ["network_id"])


def downgrade() -> None:
    """Move it back; cards keep the last day that they have."""
    op.drop_table("trial_endings")
