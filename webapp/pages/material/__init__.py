"""Pages of printed material: a network's, a partner's own, and the national office's."""
