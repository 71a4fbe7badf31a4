"""The demo country: made up by chance that is always the same, from published facts (DOMAIN §8 and §10)."""
