"""The subcommands of `kaikukortti`, one module each."""
