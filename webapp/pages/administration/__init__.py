"""The national office: the country, card codes, the log."""
