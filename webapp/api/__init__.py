"""JSON for the counter's page; protected by same-origin requests instead of form tokens."""
