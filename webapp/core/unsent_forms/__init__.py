"""What was filled in and could not be sent, kept for half an hour and readable by its own browser alone."""
