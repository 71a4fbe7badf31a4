"""Pages for everybody: front, areas, notices, language and appearance."""
