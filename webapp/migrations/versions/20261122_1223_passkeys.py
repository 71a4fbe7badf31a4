"""Passkeys of holders."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import webapp.core.database

revision: str = "d4f7c3b0e543"
down_revision: str | None = "c3e6b2a9d432"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "holder_passkeys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("added_at", webapp.core.database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_holder_passkeys_sign_count")),
        sa.ForeignKeyConstraint(
            ["code"], ["card_codes.code"], name=op.f("fk_holder_passkeys_code_card_codes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_holder_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_holder_passkeys_code"), "holder_passkeys", ["code"], unique=False)
