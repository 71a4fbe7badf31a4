"""Invitations are withdrawn, and one is open for an address and an organisation; offices get a contact person.

Only contact persons look after the people of their own office from now on, so an office that has none gets the
one who has been there longest. Going back leaves them.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c4e82b6f1d90"
down_revision: str | None = "7d3f1a86c0e2"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_UNUSED = sa.text("used_at IS NULL AND withdrawn_at IS NULL")
_WITHDRAW_EARLIER = """
    UPDATE invitations SET withdrawn_at = made_at WHERE used_at IS NULL AND EXISTS (
        SELECT 1 FROM invitations AS later
        WHERE later.organisation_id = invitations.organisation_id AND later.email = invitations.email
          AND later.used_at IS NULL
          AND (later.made_at, later.secret_digest) > (invitations.made_at, invitations.secret_digest)
    )
"""
_NAME_CONTACT_PERSONS = """
    UPDATE memberships SET is_contact_person = true WHERE organisation_id IN (
        SELECT id FROM organisations WHERE kind IN ('national_office', 'coordinator')
    ) AND NOT EXISTS (
        SELECT 1 FROM memberships AS others
        WHERE others.organisation_id = memberships.organisation_id
          AND (others.is_contact_person
               OR (others.since, others.account_id) < (memberships.since, memberships.account_id))
    )
"""
_FORGET_WITHDRAWN = "DELETE FROM invitations WHERE withdrawn_at IS NOT NULL AND used_at IS NULL"


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("invitations") as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(_WITHDRAW_EARLIER)
    op.create_index(
        "uq_invitations_unused", "invitations", ["organisation_id", "email"], unique=True,
        postgresql_where=_UNUSED, sqlite_where=_UNUSED,
    )  # fmt: skip
    op.create_index(op.f("ix_invitations_made_by"), "invitations", ["made_by"])
    op.execute(_NAME_CONTACT_PERSONS)


def downgrade() -> None:
    """Move it back: what was withdrawn would be good again, so it goes."""
    op.execute(_FORGET_WITHDRAWN)
    op.drop_index(op.f("ix_invitations_made_by"), table_name="invitations")
    op.drop_index("uq_invitations_unused", table_name="invitations")
    with op.batch_alter_table("invitations") as batch_op:
        batch_op.drop_column("withdrawn_at")
