"""Tips and group outings."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import webapp.core.database

revision: str = "c3e6b2a9d432"
down_revision: str | None = "b2d5a1f8c321"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "outings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("starts_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("meeting_place", sa.String(length=120), nullable=False),
        sa.Column("meets_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("audience", sa.String(length=9), nullable=False),
        sa.Column("join_until", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", webapp.core.database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("audience IN ('own_cards', 'network')", name=op.f("ck_outings_audience")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_outings_title")),
        sa.CheckConstraint("length(meeting_place) > 0", name=op.f("ck_outings_meeting_place")),
        sa.CheckConstraint("(venue_id IS NULL) = (length(place) > 0)", name=op.f("ck_outings_one_place")),
        sa.CheckConstraint("meets_at <= starts_at", name=op.f("ck_outings_meets_first")),
        sa.CheckConstraint("join_until <= starts_at", name=op.f("ck_outings_joins_first")),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_outings_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["accounts.id"], name=op.f("fk_outings_made_by_accounts")),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["organisations.id"], name=op.f("fk_outings_venue_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outings")),
    )
    with op.batch_alter_table("outings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outings_distributor_id_starts_at"), ["distributor_id", "starts_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_outings_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "outing_joins",
        sa.Column("outing_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("joined_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("left_at", webapp.core.database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "left_at IS NULL OR left_at >= joined_at", name=op.f("ck_outing_joins_left_later")
        ),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_outing_joins_card_id_cards")),
        sa.ForeignKeyConstraint(
            ["outing_id"], ["outings.id"], name=op.f("fk_outing_joins_outing_id_outings")
        ),
        sa.PrimaryKeyConstraint("outing_id", "card_id", name=op.f("pk_outing_joins")),
    )
    with op.batch_alter_table("outing_joins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outing_joins_card_id"), ["card_id"], unique=False)

    op.create_table(
        "tips",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("title_fi", sa.String(length=80), nullable=False),
        sa.Column("text_fi", sa.String(length=600), nullable=False),
        sa.Column("title_sv", sa.String(length=80), nullable=False),
        sa.Column("text_sv", sa.String(length=600), nullable=False),
        sa.Column("title_en", sa.String(length=80), nullable=False),
        sa.Column("text_en", sa.String(length=600), nullable=False),
        sa.Column("shown_from", sa.Date(), nullable=False),
        sa.Column("shown_until", sa.Date(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("removed_at", webapp.core.database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(title_fi) > 0 AND length(text_fi) > 0", name=op.f("ck_tips_finnish")),
        sa.CheckConstraint(
            "(length(title_sv) > 0) = (length(text_sv) > 0)", name=op.f("ck_tips_swedish_is_whole")
        ),
        sa.CheckConstraint(
            "(length(title_en) > 0) = (length(text_en) > 0)", name=op.f("ck_tips_english_is_whole")
        ),
        sa.CheckConstraint("shown_from <= shown_until", name=op.f("ck_tips_shown_for_a_time")),
        sa.ForeignKeyConstraint(["made_by"], ["accounts.id"], name=op.f("fk_tips_made_by_accounts")),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_tips_network_id_networks")),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["organisations.id"], name=op.f("fk_tips_venue_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tips")),
    )
    with op.batch_alter_table("tips", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tips_network_id_shown_until"), ["network_id", "shown_until"], unique=False
        )
