"""Plain operational figures. No breakdown by background data is made here."""
