"""Group outings and who joins them; tips on what to see."""
