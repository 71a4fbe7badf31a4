"""Lists from which answers are chosen, kept by the national office: backgrounds, kinds of distributors."""
