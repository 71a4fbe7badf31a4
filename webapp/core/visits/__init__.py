"""Visits: the rules by which a card is used at a venue, and the record of it."""
