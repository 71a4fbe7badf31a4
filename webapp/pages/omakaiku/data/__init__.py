"""Everything the register holds of a card: seen, downloaded, left."""
