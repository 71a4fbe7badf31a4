"""Exceptions to the operating model, and who has been briefed and when; both begin empty."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a40c7e19f5d2"
down_revision: str | None = "e7a94d50b3c8"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB, "postgresql")


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "model_exceptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("reason", _JSON, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_model_exceptions_ends_later")),
        sa.CheckConstraint(
            "network_id IS NULL OR venue_id IS NULL", name=op.f("ck_model_exceptions_one_place")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_model_exceptions_network_id_networks")
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["organisations.id"], name=op.f("fk_model_exceptions_venue_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["accounts.id"], name=op.f("fk_model_exceptions_made_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_exceptions")),
    )
    op.create_index(op.f("ix_model_exceptions_ends_on"), "model_exceptions", ["ends_on"])
    op.create_table(
        "briefings",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("briefed_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_briefings_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_briefings_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_briefings_recorded_by_accounts")
        ),
        sa.PrimaryKeyConstraint("account_id", "organisation_id", "briefed_on", name=op.f("pk_briefings")),
    )
    op.create_index(op.f("ix_briefings_organisation_id"), "briefings", ["organisation_id"])


def downgrade() -> None:
    """Move it back."""
    op.drop_table("briefings")
    op.drop_table("model_exceptions")
