"""The log is read by organisation, too: a coordinator reads that of the network."""

from collections.abc import Sequence

from alembic import op

revision: str = "e83b5a0d47c1"
down_revision: str | None = "c3f5a8d1e724"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    op.create_index(op.f("ix_audit_records_organisation_id_at"), "audit_records", ["organisation_id", "at"])


def downgrade() -> None:
    """Move it back."""
    op.drop_index(op.f("ix_audit_records_organisation_id_at"), table_name="audit_records")
