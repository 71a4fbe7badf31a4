"""A card's codes and an office's newest cards are found without reading all of them."""

from collections.abc import Sequence

from alembic import op

revision: str = "c8d5a1b7e243"
down_revision: str | None = "3d81f0c4e29b"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_NEWEST = "ix_cards_distributor_id_registered_at_id"


def upgrade() -> None:
    """Move the register forward."""
    op.create_index(op.f("ix_card_codes_card_id"), "card_codes", ["card_id"])
    # Read backwards: newest first. A column marked DESC could not be compared with the models on SQLite.
    op.create_index(op.f(_NEWEST), "cards", ["distributor_id", "registered_at", "id"])


def downgrade() -> None:
    """Move it back, keeping what the version before can hold."""
    op.drop_index(op.f(_NEWEST), "cards")
    op.drop_index(op.f("ix_card_codes_card_id"), "card_codes")
