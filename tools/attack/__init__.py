"""Attacks on a running server in production mode, on each database; what was tried, and what came of it."""
