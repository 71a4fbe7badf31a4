"""Reminders of a card's renewal on its holder's phones, sent as a push without content."""
