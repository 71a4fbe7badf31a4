"""Feedback by a holder, and how a visit felt."""
