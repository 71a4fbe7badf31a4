"""Waking a phone through its browser's push service."""
