"""The tour: every page of every role in every state that matters, and what is asked of each."""
