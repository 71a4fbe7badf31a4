"""The log as its readers see it: whose act it was, at what organisation, about which card."""
