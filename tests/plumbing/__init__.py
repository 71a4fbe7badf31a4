"""What stands between Flask and core."""
