"""What every request and answer goes through: headers, cookies, limits, errors, the transaction."""
