"""Everything the register holds of a card, for its holder; and leaving OmaKaiku."""
