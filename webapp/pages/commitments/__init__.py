"""Commitments, exceptions and briefings: for partners and for those who look after them."""
