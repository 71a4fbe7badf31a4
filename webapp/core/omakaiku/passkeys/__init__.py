"""Passkeys: the way back to a card when its phones are gone."""
