"""How networks come to life and run: their steps, years and what is late."""
