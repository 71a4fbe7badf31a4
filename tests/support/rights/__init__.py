"""Who may do what on whose things: a country to try it in, the acts with their forms, and the table."""
