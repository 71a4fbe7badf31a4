"""The people of an organisation, for whoever looks after them."""
