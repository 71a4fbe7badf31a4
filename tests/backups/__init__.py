"""Backups are whole, of one moment, and restored row by row."""
