"""Mails to staff wait in an outbox; links to a new password, and the browsers on which people have signed in.

Nothing is known of browsers before: everybody is told once by mail of the device that they have always used.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8e1f4c6a2b97"
down_revision: str | None = "5b7e0d9c3a61"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_MOMENT = sa.DateTime(timezone=True)
_KINDS = (
    "kind IN ('invitation', 'password_link', 'password_link_by_staff', 'password_changed', 'factor_changed', "
    "'factors_removed', 'new_sign_in', 'removal')"
)
_STATES = "state IN ('waiting', 'sent', 'given_up')"


def upgrade() -> None:
    """Move the register forward."""
    op.create_table(
        "mails",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("useful_until", _MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.CheckConstraint(_KINDS, name=op.f("ck_mails_kind")),
        sa.CheckConstraint(_STATES, name=op.f("ck_mails_state")),
        sa.CheckConstraint(
            "(state = 'waiting') = (address IS NOT NULL)", name=op.f("ck_mails_address_while_waiting")
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (facts IS NOT NULL)", name=op.f("ck_mails_facts_while_waiting")
        ),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_mails_tries")),
        sa.CheckConstraint("useful_until > made_at", name=op.f("ck_mails_useful_later")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
    )
    op.create_index(op.f("ix_mails_state_due_at"), "mails", ["state", "due_at"])
    op.create_table(
        "password_links",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("secret_digest", sa.String(64), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.CheckConstraint("expires_at > made_at", name=op.f("ck_password_links_expires_later")),
        _account("password_links"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_password_links")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_password_links_secret_digest")),
    )
    op.create_table(
        "known_browsers",
        sa.Column("browser_digest", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("last_used_at", _MOMENT, nullable=False),
        _account("known_browsers"),
        sa.PrimaryKeyConstraint("browser_digest", name=op.f("pk_known_browsers")),
    )
    op.create_index(op.f("ix_known_browsers_account_id"), "known_browsers", ["account_id"])
    op.create_index(op.f("ix_known_browsers_last_used_at"), "known_browsers", ["last_used_at"])


def downgrade() -> None:
    """Move it back; mails that wait are never sent."""
    for table in ("known_browsers", "password_links", "mails"):
        op.drop_table(table)


def _account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["accounts.id"], name=op.f(f"fk_{table}_account_id_accounts")
    )
