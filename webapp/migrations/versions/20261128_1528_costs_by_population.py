"""Populations by year, yearly costs with their rule, and settled shares. Going back forgets them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "4f8a2c6e0b19"
down_revision: str | None = "a40c7e19f5d2"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "populations",
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("municipality_code", sa.String(8), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.CheckConstraint("year BETWEEN 2015 AND 2100", name=op.f("ck_populations_year")),
        sa.CheckConstraint("persons >= 0", name=op.f("ck_populations_persons")),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipalities.code"],
            name=op.f("fk_populations_municipality_code_municipalities"),
        ),
        sa.PrimaryKeyConstraint("year", "municipality_code", name=op.f("pk_populations")),
    )  # fmt: skip
    op.create_table(
        "cost_years",
        sa.Column("year", sa.SmallInteger(), nullable=False, autoincrement=False),
        sa.Column("sum_cents", sa.BigInteger(), nullable=False),
        sa.Column("municipal_percent", sa.SmallInteger(), nullable=False),
        sa.Column("trial_percent", sa.SmallInteger(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("year BETWEEN 2015 AND 2100", name=op.f("ck_cost_years_year")),
        sa.CheckConstraint("sum_cents >= 0", name=op.f("ck_cost_years_sum_cents")),
        sa.CheckConstraint(
            "municipal_percent BETWEEN 0 AND 100", name=op.f("ck_cost_years_municipal_percent")
        ),
        sa.CheckConstraint("trial_percent BETWEEN 0 AND 100", name=op.f("ck_cost_years_trial_percent")),
        sa.ForeignKeyConstraint(
            ["written_by"], ["accounts.id"], name=op.f("fk_cost_years_written_by_accounts")
        ),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_cost_years")),
    )
    op.create_table(
        "cost_shares",
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('municipality', 'county')", name=op.f("ck_cost_shares_kind")),
        sa.CheckConstraint("persons >= 0 AND cents >= 0", name=op.f("ck_cost_shares_numbers")),
        sa.ForeignKeyConstraint(["year"], ["cost_years.year"], name=op.f("fk_cost_shares_year_cost_years")),
        sa.PrimaryKeyConstraint("year", "kind", "code", name=op.f("pk_cost_shares")),
    )


def downgrade() -> None:
    """Move it back; what was shared is forgotten."""
    for table in ("cost_shares", "cost_years", "populations"):
        op.drop_table(table)
