"""Lists: narrowed, sorted both ways, read a page at a time, or whole for a file."""
