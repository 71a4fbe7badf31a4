"""A network has a website of its own, where it tells of the card."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5fd08b27c6e3"
down_revision: str | None = "4f8a2c6e0b19"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Move the register forward."""
    with op.batch_alter_table("networks") as batch_op:
        batch_op.add_column(sa.Column("website", sa.String(200), nullable=False, server_default=""))
        batch_op.create_check_constraint(
            op.f("ck_networks_website"),
            "website = '' OR substr(website, 1, 8) = 'https://' OR substr(website, 1, 7) = 'http://'",
        )


def downgrade() -> None:
    """Move it back; the version before has no place for it."""
    with op.batch_alter_table("networks") as batch_op:
        batch_op.drop_constraint(op.f("ck_networks_website"), type_="check")
        batch_op.drop_column("website")
