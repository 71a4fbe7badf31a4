"""What the register costs in a year, shared by population between municipalities and counties."""
