"""The coordinator: the network and its partners."""
