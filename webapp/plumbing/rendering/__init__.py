"""What pages are made of: forms, templates, navigation, charts and codes as pictures."""
