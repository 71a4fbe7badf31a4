"""Processes that a test or a trial has started."""

from pathlib import Path


def children_of(process: int) -> list[int]:
    """The processes that this one has started and that have not ended; on Linux."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]
