"""The people of the journeys: what each does and sees, in their own words and language."""
