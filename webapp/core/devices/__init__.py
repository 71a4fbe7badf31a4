"""Phones that check and record at a venue, and the sealed list by which they judge without a network."""
