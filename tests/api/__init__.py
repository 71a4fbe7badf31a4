"""The API as the counter's page uses it."""
