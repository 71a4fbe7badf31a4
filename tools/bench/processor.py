"""Processor time of a process and of all that it has started; Linux only, where /proc tells it."""

import os
from collections import defaultdict
from pathlib import Path

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def processor_seconds(process_id: int) -> float:
    """User and system time of a process and of all that it started, also of those that have ended."""
    times: dict[int, int] = {}
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name of a program may hold anything, brackets and spaces too.
            fields = entry.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        number = int(entry.parent.name)
        children[int(fields[1])].append(number)
        times[number] = sum(int(field) for field in fields[11:15])
    family, waiting = set(), [process_id]
    while waiting:
        one = waiting.pop()
        family.add(one)
        waiting += children[one]
    return sum(times.get(one, 0) for one in family) / _TICKS_A_SECOND
