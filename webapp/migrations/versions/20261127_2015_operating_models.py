"""The operating model's numbers, version by version."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "3d81f0c4e29b"
down_revision: str | None = "a7c9e3f6b876"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "operating_models",
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("holder_age_years", sa.Integer(), nullable=False),
        sa.Column("child_age_years", sa.Integer(), nullable=False),
        sa.Column("validity_months", sa.Integer(), nullable=False),
        sa.Column("longest_community_validity_months", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "holder_age_years > 0 AND child_age_years > 0", name=op.f("ck_operating_models_ages")
        ),
        sa.CheckConstraint(
            "validity_months > 0 AND longest_community_validity_months > 0",
            name=op.f("ck_operating_models_months"),
        ),
        sa.PrimaryKeyConstraint("valid_from", name=op.f("pk_operating_models")),
    )


def downgrade() -> None:
    """Move it back: the versions come again with the reference data."""
    op.drop_table("operating_models")
