"""Say how much of the program the tests went through: lines and branches, of Python and of TypeScript.

Python is measured on SQLite (tests/conftest.py): what only PostgreSQL runs counts as missed.
"""

import json
import sys
from pathlib import Path
from typing import Any


def python_figures(report: Path) -> tuple[tuple[int, int], tuple[int, int]]:
    """Lines and branches of coverage.py's JSON report: gone through, and all."""
    totals = _read(report)["totals"]
    return (
        (totals["covered_lines"], totals["num_statements"]),
        (totals["covered_branches"], totals["num_branches"]),
    )


def typescript_figures(report: Path) -> tuple[tuple[int, int], tuple[int, int]]:
    """The same of vitest's summary."""
    lines, branches = (_read(report)["total"][kind] for kind in ("lines", "branches"))
    return (lines["covered"], lines["total"]), (branches["covered"], branches["total"])


def main(python: Path, typescript: Path) -> int:
    """Print one line for each language; 1 where a report is missing."""
    status = 0
    for name, report, figures in (
        ("Python, on SQLite", python, python_figures),
        ("TypeScript", typescript, typescript_figures),
    ):
        if report.exists():
            print(_sentence(name, *figures(report)))
        else:
            print(f"  {name}: there is no report of its coverage")
            status = 1
    return status


def _sentence(name: str, lines: tuple[int, int], branches: tuple[int, int]) -> str:
    return (
        f"  {name}: {_share(*lines)} of {lines[1]:,} lines, {_share(*branches)} of {branches[1]:,} branches"
    )


def _share(covered: int, of: int) -> str:
    return f"{covered / of:.1%}" if of else "none"


def _read(report: Path) -> dict[str, Any]:
    report_read: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return report_read


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
