"""Versions of the operating model have a title, a text and what changed, and a grace period.

Commitments to the versions before the one that is here have held until the day before it began. Its texts come with
`kaikukortti migrate`. Going back loses the texts.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision: str = "b61f0c9d27ae"
down_revision: str | None = "6a0f3d92c8e7"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB, "postgresql")
_MODELS = sa.table(
    "operating_models", sa.column("valid_from", sa.Date()), sa.column("earlier_hold_until", sa.Date())
)


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("operating_models") as batch_op:
        for name in ("title", "text", "changes"):
            batch_op.add_column(sa.Column(name, _JSON, server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(sa.Column("link", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(sa.Column("earlier_hold_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("published_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    days: list[date] = list(op.get_bind().scalars(sa.select(_MODELS.c.valid_from)))
    for day in days:
        op.execute(
            sa.update(_MODELS)
            .where(_MODELS.c.valid_from == day)
            .values(earlier_hold_until=day - timedelta(days=1))
        )
    with op.batch_alter_table("operating_models") as batch_op:
        batch_op.alter_column("earlier_hold_until", existing_type=sa.Date(), nullable=False)
        batch_op.create_check_constraint(
            op.f("ck_operating_models_published_by_somebody"),
            "(published_by IS NULL) = (published_at IS NULL)",
        )
        batch_op.create_foreign_key(
            op.f("fk_operating_models_published_by_accounts"), "accounts", ["published_by"], ["id"]
        )


def downgrade() -> None:
    """Move it back."""
    with op.batch_alter_table("operating_models") as batch_op:
        batch_op.drop_constraint(op.f("fk_operating_models_published_by_accounts"), type_="foreignkey")
        batch_op.drop_constraint(op.f("ck_operating_models_published_by_somebody"), type_="check")
        for name in (
            "published_at", "published_by", "earlier_hold_until", "link", "changes", "text", "title",
        ):  # fmt: skip
            batch_op.drop_column(name)
