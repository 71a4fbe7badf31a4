"""Who may open a page, and for whom it works: the gate, sign-in, a holder's phone, a venue's device."""
