"""How a network comes to life and runs: the ten steps of its trial, and what recurs each year."""
