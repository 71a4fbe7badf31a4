"""Commitments to versions of the operating model; whoever is there has one, carried over.

Nobody issues or records without one from now on, and nobody may be stopped by that today: every venue, distributor and
office gets one to the version that is in force. A register from before there were versions gets the first one.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision: str = "e7a94d50b3c8"
down_revision: str | None = "e9416c0ab2f7"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_FIRST = """
    INSERT INTO operating_models (valid_from, holder_age_years, child_age_years, validity_months,
                                  longest_community_validity_months, earlier_hold_until)
    VALUES ('2022-01-13', 16, 16, 12, 60, '2022-01-12')
"""
_TAKE_FIRST_BACK = """
    DELETE FROM operating_models
    WHERE valid_from = '2022-01-13' AND published_by IS NULL AND CAST(title AS TEXT) = '{}'
"""
_CARRY_OVER = """
    INSERT INTO commitments (organisation_id, kind, version, carried_over, in_force_from)
    SELECT id, CASE WHEN kind = 'coordinator' THEN 'general' WHEN network_id IS NULL THEN 'pop_up' ELSE 'partner' END,
           :version, true, :version
    FROM organisations WHERE kind <> 'national_office'
"""


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Date(), nullable=False),
        sa.Column("carried_over", sa.Boolean(), nullable=False),
        sa.Column("accepted_by", sa.Integer(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_for", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('general', 'partner', 'pop_up')", name=op.f("ck_commitments_kind")),
        sa.CheckConstraint(
            "(accepted_by IS NULL) = (accepted_at IS NULL)", name=op.f("ck_commitments_accepted_by_somebody")
        ),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)"
            " AND (confirmed_for IS NULL) = (confirmed_at IS NULL)",
            name=op.f("ck_commitments_confirmed_by_somebody"),
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR accepted_at IS NOT NULL", name=op.f("ck_commitments_accepted_first")
        ),
        sa.CheckConstraint(
            "(in_force_from IS NOT NULL) = (carried_over OR "
            "(accepted_at IS NOT NULL AND confirmed_at IS NOT NULL))",
            name=op.f("ck_commitments_in_force_when_accepted"),
        ),
        sa.CheckConstraint(
            "NOT carried_over OR accepted_at IS NULL", name=op.f("ck_commitments_carried_over_by_nobody")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_commitments_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["operating_models.valid_from"], name=op.f("fk_commitments_version_operating_models")
        ),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["accounts.id"], name=op.f("fk_commitments_accepted_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["accounts.id"], name=op.f("fk_commitments_confirmed_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_for"], ["organisations.id"], name=op.f("fk_commitments_confirmed_for_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
        sa.UniqueConstraint(
            "organisation_id", "version", name=op.f("uq_commitments_organisation_id_version")
        ),
    )
    op.create_index(op.f("ix_commitments_version"), "commitments", ["version"])
    _carry_over(op.get_bind())


def _carry_over(connection: sa.Connection) -> None:
    if not connection.scalar(sa.text("SELECT count(*) FROM organisations WHERE kind <> 'national_office'")):
        return
    models = sa.table("operating_models", sa.column("valid_from", sa.Date()))
    versions: list[date] = sorted(connection.scalars(sa.select(models.c.valid_from)))
    if not versions:
        connection.execute(sa.text(_FIRST))
        versions = [date(2022, 1, 13)]
    begun = [one for one in versions if one <= datetime.now(UTC).date()]
    version = sa.bindparam("version", (begun or versions)[-1 if begun else 0], type_=sa.Date())
    connection.execute(sa.text(_CARRY_OVER).bindparams(version))


def downgrade() -> None:
    """Move it back: a first version that came with this step, without texts, goes; older releases load it."""
    op.drop_table("commitments")
    op.execute(_TAKE_FIRST_BACK)
