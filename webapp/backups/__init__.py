"""Backups of a register, and the proof that one can be restored."""
