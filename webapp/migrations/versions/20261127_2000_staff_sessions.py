"""Sessions of staff: a row each, instead of a number that counts up on the account.

Everybody signs in once more after it: what their browsers keep speaks of the number. Between it and the
restart the version before can sign nobody in, while counters' and holders' phones go on as they are.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import webapp.core.database

revision: str = "a7c9e3f6b876"
down_revision: str | None = "f6b8d2e5a765"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "staff_sessions",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("began_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("proved_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > began_at", name=op.f("ck_staff_sessions_ends_later")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_staff_sessions_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_staff_sessions_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_staff_sessions")),
    )
    op.create_index(op.f("ix_staff_sessions_account_id"), "staff_sessions", ["account_id"], unique=False)
    op.create_index(op.f("ix_staff_sessions_ends_at"), "staff_sessions", ["ends_at"], unique=False)
    with op.batch_alter_table("accounts") as batch_op:
        batch_op.drop_column("sign_in_version")


def downgrade() -> None:
    """Move it back, keeping what the version before can hold; everybody signs in once more after this, too."""
    with op.batch_alter_table("accounts") as batch_op:
        batch_op.add_column(sa.Column("sign_in_version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("accounts") as batch_op:
        batch_op.alter_column("sign_in_version", server_default=None)
    op.drop_table("staff_sessions")
