"""Venues say what makes them easy to come to, distributors what to bring; both in which languages they serve."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "e9416c0ab2f7"
down_revision: str | None = "e37a5b9c1d84"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("venue_descriptions") as batch_op:
        batch_op.add_column(sa.Column("agency_fee", sa.String(80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("features", sa.String(200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("cloakroom", sa.String(8), nullable=True))
        batch_op.add_column(sa.Column("lanes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("seats", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_venue_descriptions_cloakroom"), "cloakroom IN ('free', 'costs', 'none')"
        )
        batch_op.create_check_constraint(op.f("ck_venue_descriptions_places"), "lanes > 0 AND seats > 0")
    with op.batch_alter_table("organisation_contacts") as batch_op:
        batch_op.add_column(sa.Column("languages", sa.String(100), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("website", sa.String(200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("bring", _JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    """Move it back; the version before has no place for any of it."""
    with op.batch_alter_table("organisation_contacts") as batch_op:
        for column in ("languages", "website", "bring"):
            batch_op.drop_column(column)
    with op.batch_alter_table("venue_descriptions") as batch_op:
        batch_op.drop_constraint(op.f("ck_venue_descriptions_places"), type_="check")
        batch_op.drop_constraint(op.f("ck_venue_descriptions_cloakroom"), type_="check")
        for column in ("agency_fee", "features", "cloakroom", "lanes", "seats"):
            batch_op.drop_column(column)
