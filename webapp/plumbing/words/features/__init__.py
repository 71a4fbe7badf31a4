"""Sentences that staff read, one module for each feature of core."""
