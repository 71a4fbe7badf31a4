"""The distributor: issue cards and look after them."""
