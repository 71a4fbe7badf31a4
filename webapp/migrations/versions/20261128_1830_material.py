"""Networks order material and hand it out to partners. Going back forgets it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8c41e7d5b2a6"
down_revision: str | None = "6c1f8e20d9a4"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_KINDS = "kind IN ('card', 'community_card', 'brochure', 'poster', 'sticker', 'other')"
_LANGUAGES = "language IN ('fi', 'sv', 'en', 'several', 'other')"


def upgrade() -> None:
    """Move the register forward."""
    _make_orders()
    _make_handouts()
    op.create_table(
        "material_stocks",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("low_at", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(_KINDS, name=op.f("ck_material_stocks_kind")),
        sa.CheckConstraint("low_at >= 0 AND counted >= 0", name=op.f("ck_material_stocks_numbers")),
        sa.CheckConstraint(
            "(counted IS NULL) = (counted_on IS NULL)", name=op.f("ck_material_stocks_counted_on_a_day")
        ),
        sa.CheckConstraint(
            "(said_at IS NULL) = (said_by IS NULL)", name=op.f("ck_material_stocks_said_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_material_stocks_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["said_by"], ["accounts.id"], name=op.f("fk_material_stocks_said_by_accounts")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "kind", name=op.f("pk_material_stocks")),
    )


def downgrade() -> None:
    """Move it back; what was ordered and handed out is forgotten."""
    for table in ("material_stocks", "material_portions", "material_handouts", "material_orders"):
        op.drop_table(table)


def _make_orders() -> None:
    op.create_table(
        "material_orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("file_address", sa.String(200), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(600), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("printing_on", sa.Date(), nullable=True),
        sa.Column("print_amount", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("received_amount", sa.Integer(), nullable=True),
        sa.CheckConstraint(_KINDS, name=op.f("ck_material_orders_kind")),
        sa.CheckConstraint(_LANGUAGES, name=op.f("ck_material_orders_language")),
        sa.CheckConstraint(
            "state IN ('draft', 'waiting', 'changes_asked', 'approved', 'printing', 'received', 'cancelled')",
            name=op.f("ck_material_orders_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_material_orders_amount")),
        sa.CheckConstraint(
            "print_amount > 0 AND received_amount > 0", name=op.f("ck_material_orders_printed_amounts")
        ),
        sa.CheckConstraint(
            "(state IN ('printing', 'received')) = (printing_on IS NOT NULL) "
            "AND (printing_on IS NULL) = (print_amount IS NULL)",
            name=op.f("ck_material_orders_printed_on_a_day"),
        ),
        sa.CheckConstraint(
            "(state = 'received') = (received_on IS NOT NULL) "
            "AND (received_on IS NULL) = (received_amount IS NULL)",
            name=op.f("ck_material_orders_received_on_a_day"),
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_material_orders_decided_by_somebody")
        ),
        sa.CheckConstraint(
            "state <> 'changes_asked' OR reason <> ''", name=op.f("ck_material_orders_changes_have_a_reason")
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR sent_at IS NOT NULL", name=op.f("ck_material_orders_waits_since")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_material_orders_network_id_networks")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["accounts.id"], name=op.f("fk_material_orders_written_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["accounts.id"], name=op.f("fk_material_orders_decided_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_orders")),
    )
    op.create_index(
        op.f("ix_material_orders_network_id_written_at"), "material_orders", ["network_id", "written_at"]
    )
    op.create_index(op.f("ix_material_orders_state_sent_at"), "material_orders", ["state", "sent_at"])


def _make_handouts() -> None:
    op.create_table(
        "material_handouts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(_KINDS, name=op.f("ck_material_handouts_kind")),
        sa.CheckConstraint(_LANGUAGES, name=op.f("ck_material_handouts_language")),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_material_handouts_network_id_networks")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["accounts.id"], name=op.f("fk_material_handouts_written_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_handouts")),
    )
    op.create_index(
        op.f("ix_material_handouts_network_id_handed_on"), "material_handouts", ["network_id", "handed_on"]
    )
    op.create_table(
        "material_portions",
        sa.Column("handout_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_material_portions_amount")),
        sa.ForeignKeyConstraint(
            ["handout_id"],
            ["material_handouts.id"],
            name=op.f("fk_material_portions_handout_id_material_handouts"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_material_portions_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("handout_id", "organisation_id", name=op.f("pk_material_portions")),
    )
    op.create_index(op.f("ix_material_portions_organisation_id"), "material_portions", ["organisation_id"])
