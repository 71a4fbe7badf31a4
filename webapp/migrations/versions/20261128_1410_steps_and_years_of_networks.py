"""Networks plan the steps of their trial and what comes back each year. Nothing has been written of them yet."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2d9c41e7b586"
down_revision: str | None = "b7d2f09a4e61"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_RESPONSIBLE = "responsible IN ('municipality', 'county', 'both', 'national_office')"
_TASKS = "task IN ('figures', 'briefing', 'costs', 'material', 'feedback_meeting')"


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "trial_steps",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.SmallInteger(), nullable=False),
        sa.Column("responsible", sa.String(16), nullable=False),
        *_planned(),
        sa.CheckConstraint("step BETWEEN 1 AND 10", name=op.f("ck_trial_steps_step")),
        sa.CheckConstraint(_RESPONSIBLE, name=op.f("ck_trial_steps_responsible")),
        *_references("trial_steps"),
        sa.PrimaryKeyConstraint("network_id", "step", name=op.f("pk_trial_steps")),
    )
    op.create_table(
        "yearly_tasks",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("task", sa.String(16), nullable=False),
        *_planned(),
        sa.CheckConstraint("year BETWEEN 2015 AND 2100", name=op.f("ck_yearly_tasks_year")),
        sa.CheckConstraint(_TASKS, name=op.f("ck_yearly_tasks_task")),
        *_references("yearly_tasks"),
        sa.PrimaryKeyConstraint("network_id", "year", "task", name=op.f("pk_yearly_tasks")),
    )


def downgrade() -> None:
    """Move it back; what was planned is forgotten."""
    for table in ("yearly_tasks", "trial_steps"):
        op.drop_table(table)


def _planned() -> Sequence[sa.Column[object]]:
    return [
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
    ]


def _references(table: str) -> Sequence[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f(f"fk_{table}_network_id_networks")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["accounts.id"], name=op.f(f"fk_{table}_updated_by_accounts")
        ),
    ]
