"""Municipalities are also interested, preparing, and may have left, on a day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b7d2f09a4e61"
down_revision: str | None = "c4e82b6f1d90"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_STATES = "state IN ('interested', 'preparing', 'coming', 'trial', 'in_use', 'left')"
_STATES_BEFORE = "state IN ('coming', 'trial', 'in_use')"


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("participations") as batch_op:
        batch_op.drop_constraint(op.f("ck_participations_state"), type_="check")
        batch_op.alter_column(
            "state", existing_type=sa.String(8), type_=sa.String(12), existing_nullable=False
        )
        batch_op.add_column(sa.Column("left_on", sa.Date(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_participations_state"), _STATES)
        batch_op.create_check_constraint(
            op.f("ck_participations_who_has_left_has_a_day"), "(state = 'left') = (left_on IS NOT NULL)"
        )


def downgrade() -> None:
    """Move it back: whoever is on the way is coming, and who has left was never there."""
    op.execute("DELETE FROM participations WHERE state = 'left'")
    op.execute("UPDATE participations SET state = 'coming' WHERE state IN ('interested', 'preparing')")
    with op.batch_alter_table("participations") as batch_op:
        batch_op.drop_constraint(op.f("ck_participations_who_has_left_has_a_day"), type_="check")
        batch_op.drop_constraint(op.f("ck_participations_state"), type_="check")
        batch_op.drop_column("left_on")
        batch_op.alter_column(
            "state", existing_type=sa.String(12), type_=sa.String(8), existing_nullable=False
        )
        batch_op.create_check_constraint(op.f("ck_participations_state"), _STATES_BEFORE)
