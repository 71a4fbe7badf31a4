"""Second factors of staff, and what a session of theirs was begun by.

Everybody signs in once more after it: of the sessions before nobody knows by what they were begun. Going back
forgets passkeys, apps and recovery codes: the version before lets people in by their password alone.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5b7e0d9c3a61"
down_revision: str | None = "d20e7b4f91a3"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_MOMENT = sa.DateTime(timezone=True)
_PROOFS = "proof IN ('password', 'factor', 'one_click')"
_BROWSERS = "browser IN ('iphone', 'android', 'computer', 'other')"


def upgrade() -> None:
    """Move the register forward."""
    op.execute("DELETE FROM staff_sessions")
    with op.batch_alter_table("staff_sessions") as batch_op:
        batch_op.add_column(sa.Column("id", sa.Uuid(), nullable=False))
        batch_op.add_column(sa.Column("proof", sa.String(12), nullable=False))
        batch_op.add_column(sa.Column("browser", sa.String(12), nullable=False))
        batch_op.add_column(sa.Column("last_used_at", _MOMENT, nullable=False))
        batch_op.create_unique_constraint(op.f("uq_staff_sessions_id"), ["id"])
        batch_op.create_check_constraint(op.f("ck_staff_sessions_proof"), _PROOFS)
        batch_op.create_check_constraint(op.f("ck_staff_sessions_browser"), _BROWSERS)
    _make_begun_sign_ins()
    _make_factors()


def downgrade() -> None:
    """Move it back; everybody signs in once more after this, too."""
    for table in ("recovery_codes", "authenticator_apps", "staff_passkeys", "begun_sign_ins"):
        op.drop_table(table)
    op.execute("DELETE FROM staff_sessions")
    with op.batch_alter_table("staff_sessions") as batch_op:
        batch_op.drop_constraint(op.f("ck_staff_sessions_browser"), type_="check")
        batch_op.drop_constraint(op.f("ck_staff_sessions_proof"), type_="check")
        batch_op.drop_constraint(op.f("uq_staff_sessions_id"), type_="unique")
        for column in ("last_used_at", "browser", "proof", "id"):
            batch_op.drop_column(column)


def _make_begun_sign_ins() -> None:
    op.create_table(
        "begun_sign_ins",
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("began_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.CheckConstraint("ends_at > began_at", name=op.f("ck_begun_sign_ins_ends_later")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_begun_sign_ins_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_begun_sign_ins_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_begun_sign_ins")),
    )
    op.create_index(op.f("ix_begun_sign_ins_account_id"), "begun_sign_ins", ["account_id"])
    op.create_index(op.f("ix_begun_sign_ins_ends_at"), "begun_sign_ins", ["ends_at"])


def _make_factors() -> None:
    op.create_table(
        "staff_passkeys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.Column("last_used_at", _MOMENT, nullable=True),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_staff_passkeys_sign_count")),
        _account("staff_passkeys"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_staff_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_staff_passkeys_account_id"), "staff_passkeys", ["account_id"])
    op.create_table(
        "authenticator_apps",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(32), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        _account("authenticator_apps"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_authenticator_apps")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        _account("recovery_codes"),
        sa.PrimaryKeyConstraint("code_digest", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_account_id"), "recovery_codes", ["account_id"])


def _account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["accounts.id"], name=op.f(f"fk_{table}_account_id_accounts")
    )
