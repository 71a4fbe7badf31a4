"""Feedback meetings are planned and written down, and invited to by mail. Going back forgets them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "e37a5b9c1d84"
down_revision: str | None = "7b3e90c5d148"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_KINDS_BEFORE = (
    "kind IN ('invitation', 'password_link', 'password_link_by_staff', 'password_changed', 'factor_changed', "
    "'factors_removed', 'new_sign_in', 'removal')"
)
_KINDS = (
    "kind IN ('invitation', 'password_link', 'password_link_by_staff', 'password_changed', 'factor_changed', "
    "'factors_removed', 'new_sign_in', 'removal', 'meeting')"
)


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("invitation", sa.String(), nullable=False),
        sa.Column("minutes", sa.String(), nullable=False),
        sa.Column("decisions", sa.String(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_meetings_network_id_networks")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["accounts.id"], name=op.f("fk_meetings_written_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index(op.f("ix_meetings_network_id_held_on"), "meetings", ["network_id", "held_on"])
    _mails_are(_KINDS)


def downgrade() -> None:
    """Move it back; invitations that wait are never sent."""
    op.execute("DELETE FROM mails WHERE kind = 'meeting'")
    _mails_are(_KINDS_BEFORE)
    op.drop_table("meetings")


def _mails_are(kinds: str) -> None:
    with op.batch_alter_table("mails") as batch_op:
        batch_op.drop_constraint(op.f("ck_mails_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_mails_kind"), kinds)
