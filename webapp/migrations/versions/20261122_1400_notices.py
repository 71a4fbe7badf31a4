"""Notices: which phones want to be told of their card's renewal."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import webapp.core.database

revision: str = "e5a7c1d4f654"
down_revision: str | None = "d4f7c3b0e543"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "holder_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phone_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint", sa.String(length=1000), nullable=False),
        sa.Column("turned_on_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=False),
        sa.Column("soon_told_for", sa.Date(), nullable=True),
        sa.Column("claimed_at", webapp.core.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["phone_id"],
            ["holder_phones.id"],
            name=op.f("fk_holder_notices_phone_id_holder_phones"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder_notices")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_holder_notices_endpoint")),
        sa.UniqueConstraint("phone_id", name=op.f("uq_holder_notices_phone_id")),
    )
