"""OmaKaiku: the cardholder's card on their phone."""
