"""Who did what: a closed list of events, each with exactly its fields, in an append-only log."""
