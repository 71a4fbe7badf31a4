"""Tips and group outings."""

from collections.abc import Sequence

revision: str = "c3e6b2a9d432"
down_revision: str | None = "b2d5a1f8c321"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
