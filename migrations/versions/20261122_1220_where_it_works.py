"""Where it works."""

from collections.abc import Sequence

revision: str = "a1c4f0e7b210"
down_revision: str | None = "73fee432c8c9"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
