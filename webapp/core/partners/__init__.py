"""Organisations that work with the card, and the people in them."""
