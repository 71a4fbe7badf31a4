"""The phones of a venue: for its contact persons, for the phone itself, for the national office."""
