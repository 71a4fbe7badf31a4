"""Mails to staff: their words, and how they leave this machine."""
