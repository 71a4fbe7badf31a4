"""OmaKaiku: a cardholder's phones. No name, no address, no password."""
