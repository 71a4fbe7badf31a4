"""The demo country: random, yet always the same, from published facts (DOMAIN §8 and §10)."""
