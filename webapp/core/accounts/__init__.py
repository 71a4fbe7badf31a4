"""Staff accounts: who a person is, which roles there are and what each may do."""
