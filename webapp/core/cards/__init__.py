"""The card: its code, its validity, its holder's background, and what happens to it."""
