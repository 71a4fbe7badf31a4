"""Sentences that cardholders read, one module for each feature of core: those in plain Finnish too."""
