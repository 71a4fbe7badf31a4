"""Where it works."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import webapp.core.database

revision: str = "a1c4f0e7b210"
down_revision: str | None = "73fee432c8c9"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "venue_descriptions",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("accessibility_fi", sa.String(), nullable=False),
        sa.Column("accessibility_sv", sa.String(), nullable=False),
        sa.Column("accessibility_en", sa.String(), nullable=False),
        sa.Column("left_out_fi", sa.String(), nullable=False),
        sa.Column("left_out_sv", sa.String(), nullable=False),
        sa.Column("left_out_en", sa.String(), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "website = '' OR substr(website, 1, 8) = 'https://' OR substr(website, 1, 7) = 'http://'",
            name=op.f("ck_venue_descriptions_website"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["accounts.id"], name=op.f("fk_venue_descriptions_updated_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["organisations.id"], name=op.f("fk_venue_descriptions_venue_id_organisations")
        ),
        sa.PrimaryKeyConstraint("venue_id", name=op.f("pk_venue_descriptions")),
    )
