"""What a venue has on: events of a day, courses, and what is open every day."""
