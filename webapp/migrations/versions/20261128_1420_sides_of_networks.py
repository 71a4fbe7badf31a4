"""Coordinating offices are of a side, a partner may have another than its kind's, and an office leads a network.

Every office that is there looked after all, so it is of both sides.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "d51c8e3f7a20"
down_revision: str | None = "2d9c41e7b586"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_CHECKS = {
    "side": "side IN ('municipality', 'county', 'both')",
    "an_office_has_a_side": "kind <> 'coordinator' OR side IS NOT NULL",
    "only_an_office_has_both_sides": "kind = 'coordinator' OR side <> 'both'",
    "national_office_has_no_side": "kind <> 'national_office' OR side IS NULL",
}


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("organisations") as batch_op:
        batch_op.add_column(sa.Column("side", sa.String(12), nullable=True))
    op.execute("UPDATE organisations SET side = 'both' WHERE kind = 'coordinator'")
    with op.batch_alter_table("organisations") as batch_op:
        for name, condition in _CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_organisations_{name}"), condition)
    op.create_table(
        "network_leads",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_network_leads_network_id_networks")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_network_leads_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_network_leads")),
    )
    op.create_index(op.f("ix_network_leads_organisation_id"), "network_leads", ["organisation_id"])


def downgrade() -> None:
    """Move it back: every office looks after all again."""
    op.drop_table("network_leads")
    with op.batch_alter_table("organisations") as batch_op:
        for name in _CHECKS:
            batch_op.drop_constraint(op.f(f"ck_organisations_{name}"), type_="check")
        batch_op.drop_column("side")
