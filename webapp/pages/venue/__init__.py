"""The counter: check a card, record a visit, undo it."""
