"""Record a visit: one intake for form, phone, API and file (desk → known → decide → write)."""
