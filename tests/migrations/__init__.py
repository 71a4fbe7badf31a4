"""Every migration since 22.11.2026, up and down with rows, on both databases; ladder.py says how."""
