"""Languages, formats, and the sentences for what core says in codes."""
