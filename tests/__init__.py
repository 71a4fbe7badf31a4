"""Tests are facts about the register; their names are sentences."""
