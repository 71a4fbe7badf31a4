"""What a holder asks of the distributor: another year, or a correction."""
