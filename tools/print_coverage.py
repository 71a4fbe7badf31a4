"""Say how much of the program the tests went through: lines and branches, of Python and of TypeScript."""

import json
import sys
from functools import reduce
from pathlib import Path
from typing import Any

from slipcover import merge_coverage


def python_figures(folder: Path) -> tuple[tuple[int, int], tuple[int, int]]:
    """Lines and branches of each worker's report together: gone through, and all."""
    whole = reduce(merge_coverage, map(_read, sorted(folder.glob("*.json"))))["summary"]
    lines, branches = (
        (whole[f"covered_{kind}"], whole[f"covered_{kind}"] + whole[f"missing_{kind}"])
        for kind in ("lines", "branches")
    )
    return lines, branches


def typescript_figures(report: Path) -> tuple[tuple[int, int], tuple[int, int]]:
    """The same of vitest's summary."""
    lines, branches = (_read(report)["total"][kind] for kind in ("lines", "branches"))
    return (lines["covered"], lines["total"]), (branches["covered"], branches["total"])


def main(python: Path, typescript: Path) -> int:
    """Print one line for each language; 1 where a report is missing."""
    status = 0
    for name, report, figures in (
        ("Python", python, python_figures),
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
