"""Lists of 25 in two builds in turn, a few seconds each: `python -m tools.bench.in_turn ../before`.

Other work on the machine then weighs on both alike. The other folder is a checkout that has been built; where
it is older than this tool, copy single.py, servers.py, processor.py and in_turn.py of tools/bench into it.
"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Final

from tools.bench import single

TURNS: Final = 14
_HALF: Final = "half"
_WHAT: Final = ("lists/s", "p50 ms", "p99 ms", "program ms", "database ms")


class _Build:
    """A build in a process of its own, with its own server and database, warmed up and analysed."""

    def __init__(self, folder: Path) -> None:
        command = [str(folder.resolve() / ".venv/bin/python"), "-m", "tools.bench.in_turn", _HALF]
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answer()

    def measure(self) -> list[float]:
        assert self._process.stdin  # noqa: S101 - it is a pipe
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._answer()

    def end(self) -> None:
        self._process.communicate()

    def _answer(self) -> list[float]:
        assert self._process.stdout  # noqa: S101 - it is a pipe
        figures: list[float] = json.loads(self._process.stdout.readline())
        return figures


def _half() -> None:
    with single.bench() as bench:
        bench.lists(single.WARM_UP_SECONDS)
        bench.analyse()
        print("[]", flush=True)
        for _ in sys.stdin:
            one = bench.measured(bench.lists)
            load = one.load
            print(
                json.dumps([load.rate, load.p50_ms, load.p99_ms, one.program_ms, one.database_ms]), flush=True
            )


def main(before: Path) -> None:
    """Print the medians of both builds, and of the ratios turn by turn."""
    builds = [_Build(before), _Build(Path())]
    turns = []
    for number in range(TURNS):
        order = (0, 1) if number % 2 == 0 else (1, 0)
        measured = {index: builds[index].measure() for index in order}
        turns.append((measured[0], measured[1]))
    for build in builds:
        build.end()
    for index, what in enumerate(_WHAT):
        print(
            f"{what:12} {median(a[index] for a, _ in turns):8.2f} {median(b[index] for _, b in turns):8.2f}"
        )
    print(f"rate, ratio {median(b[0] / a[0] for a, b in turns):.2f}")
    print(f"processor time, ratio {median(sum(b[3:]) / sum(a[3:]) for a, b in turns):.2f}")


if __name__ == "__main__":
    if sys.argv[1] == _HALF:
        _half()
    else:
        main(Path(sys.argv[1]))
