"""Distributors are of a kind and run by somebody; a new one waits for the national office's yes.

Those that are there have it, and say what they are when somebody changes them.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "7b3e90c5d148"
down_revision: str | None = "91b7e4d05c3a"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_RUN_BY = "run_by IN ('public', 'third_sector', 'parish', 'company')"
_OF_DISTRIBUTORS = "kind = 'distributor' OR (distributor_kind_id IS NULL AND run_by IS NULL)"


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "distributor_kinds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("name", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distributor_kinds")),
        sa.UniqueConstraint("code", name=op.f("uq_distributor_kinds_code")),
    )
    with op.batch_alter_table("organisations") as batch_op:
        batch_op.add_column(sa.Column("distributor_kind_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("run_by", sa.String(12), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_organisations_distributor_kind_id_distributor_kinds"), "distributor_kinds",
            ["distributor_kind_id"], ["id"],
        )  # fmt: skip
        batch_op.create_index(op.f("ix_organisations_distributor_kind_id"), ["distributor_kind_id"])
        batch_op.create_check_constraint(op.f("ck_organisations_run_by"), _RUN_BY)
        batch_op.create_check_constraint(
            op.f("ck_organisations_only_a_distributor_is_of_its_kinds"), _OF_DISTRIBUTORS
        )
    _create_approvals()


def _create_approvals() -> None:
    op.create_table(
        "distributor_approvals",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(is_approved IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_distributor_approvals_decided_at_a_time"),
        ),
        sa.CheckConstraint(
            "(is_approved IS NULL) = (decided_by IS NULL)",
            name=op.f("ck_distributor_approvals_decided_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"],
            name=op.f("fk_distributor_approvals_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["accounts.id"], name=op.f("fk_distributor_approvals_asked_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["accounts.id"], name=op.f("fk_distributor_approvals_decided_by_accounts")
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_distributor_approvals")),
    )  # fmt: skip
    op.create_index(op.f("ix_distributor_approvals_asked_at"), "distributor_approvals", ["asked_at"])


def downgrade() -> None:
    """Move it back: every distributor that is along gives out cards."""
    op.drop_table("distributor_approvals")
    with op.batch_alter_table("organisations") as batch_op:
        batch_op.drop_constraint(op.f("ck_organisations_only_a_distributor_is_of_its_kinds"), type_="check")
        batch_op.drop_constraint(op.f("ck_organisations_run_by"), type_="check")
        batch_op.drop_index(op.f("ix_organisations_distributor_kind_id"))
        batch_op.drop_constraint(
            op.f("fk_organisations_distributor_kind_id_distributor_kinds"), type_="foreignkey"
        )
        batch_op.drop_column("run_by")
        batch_op.drop_column("distributor_kind_id")
    op.drop_table("distributor_kinds")
