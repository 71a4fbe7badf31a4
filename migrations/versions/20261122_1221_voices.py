"""What holders say."""

from collections.abc import Sequence

revision: str = "b2d5a1f8c321"
down_revision: str | None = "a1c4f0e7b210"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
