"""How often somebody has been wrong: counted for a time, by a keyed digest of whoever it was."""
