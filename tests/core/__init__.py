"""The rules and actions of the card, on both databases."""
