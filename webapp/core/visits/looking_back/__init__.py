"""Look back at what was recorded: a venue at its days, a holder at their visits."""
