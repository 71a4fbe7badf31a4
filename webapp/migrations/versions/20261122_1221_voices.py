"""What holders say."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import webapp.core.database

revision: str = "b2d5a1f8c321"
down_revision: str | None = "a1c4f0e7b210"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("sent_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=2000), nullable=True),
        sa.Column("answered_at", webapp.core.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "category IN ('venue', 'card', 'distributor', 'app', 'accessibility', 'other')",
            name=op.f("ck_feedback_category"),
        ),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_feedback_text")),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_feedback_answered_has_time")
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_by IS NULL)", name=op.f("ck_feedback_answered_by_somebody")
        ),
        sa.CheckConstraint(
            "answered_at IS NULL OR answered_at >= sent_at", name=op.f("ck_feedback_answered_later")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["accounts.id"], name=op.f("fk_feedback_answered_by_accounts")
        ),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_feedback_card_id_cards")),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_feedback_network_id_networks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_card_id_sent_at"), "feedback", ["card_id", "sent_at"])
    op.create_index(
        op.f("ix_feedback_network_id_answered_at_sent_at"),
        "feedback",
        ["network_id", "answered_at", "sent_at"],
    )
    op.create_table(
        "moods",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("mood", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.CheckConstraint("mood BETWEEN 1 AND 5", name=op.f("ck_moods_mood")),
        sa.CheckConstraint("answers > 0", name=op.f("ck_moods_answers")),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_moods_network_id_networks")),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["organisations.id"], name=op.f("fk_moods_venue_id_organisations")
        ),
        sa.PrimaryKeyConstraint("venue_id", "month", "mood", name=op.f("pk_moods")),
    )
    op.create_index(op.f("ix_moods_network_id_month"), "moods", ["network_id", "month"])
    op.create_table(
        "asked_visits",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_asked_visits_visit_id_visits")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_asked_visits")),
    )
