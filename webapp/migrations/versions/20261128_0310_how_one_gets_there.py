"""When an event begins, how a venue gives tickets, and that an outing was changed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "d91b6f04e7a3"
down_revision: str | None = "e83b5a0d47c1"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")
_WAYS = ("tickets_at_door", "tickets_at_desk", "tickets_by_phone", "tickets_by_email")


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("offers") as batch_op:
        batch_op.add_column(sa.Column("begins_at", sa.Time()))
        batch_op.create_check_constraint(
            op.f("ck_offers_begins_on_a_day"), "begins_at IS NULL OR day IS NOT NULL"
        )
    op.add_column("outings", sa.Column("changed_at", sa.DateTime(timezone=True)))
    op.add_column("venue_descriptions", sa.Column("tickets", _JSON))
    op.execute("UPDATE venue_descriptions SET tickets = '{}'")
    with op.batch_alter_table("venue_descriptions") as batch_op:
        batch_op.alter_column("tickets", existing_type=_JSON, nullable=False)
        for way in _WAYS:
            batch_op.add_column(sa.Column(way, sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("ticket_agency", sa.String(80), nullable=False, server_default=""))


def downgrade() -> None:
    """Move it back; the version before has no place for any of it."""
    with op.batch_alter_table("venue_descriptions") as batch_op:
        for column in ("tickets", *_WAYS, "ticket_agency"):
            batch_op.drop_column(column)
    op.drop_column("outings", "changed_at")
    with op.batch_alter_table("offers") as batch_op:
        batch_op.drop_constraint(op.f("ck_offers_begins_on_a_day"), type_="check")
        batch_op.drop_column("begins_at")
