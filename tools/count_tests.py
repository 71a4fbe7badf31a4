"""Add up what the test runs reported: a run without tests fails, and so does a skipped test."""

import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path


def counted(report: Path) -> Counter[str]:
    """How many tests of one JUnit report passed, failed or were skipped; a missing report is one failure."""
    if not report.exists():
        return Counter(failed=1)
    outcomes: Counter[str] = Counter()
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - our own test runs wrote it
        children = {child.tag for child in case}
        if children & {"failure", "error"}:
            outcomes["failed"] += 1
        elif "skipped" in children:
            outcomes["skipped"] += 1
        else:
            outcomes["passed"] += 1
    return outcomes


def main(folder: Path, names: list[str]) -> int:
    """Print one line a run and one for all; 0 only if every run passed something and nothing but passed."""
    total: Counter[str] = Counter()
    empty = []
    for name in names:
        outcomes = counted(folder / f"{name}.xml")
        total += outcomes
        if not outcomes.total():
            empty.append(name)
        print(f"  {name}: {_sentence(outcomes)}")
    if empty:
        print(f"  No tests were found for: {', '.join(empty)}")
    print(_sentence(total))
    return 1 if empty or total["failed"] or total["skipped"] else 0


def _sentence(outcomes: Counter[str]) -> str:
    return ", ".join(f"{outcomes[outcome]} {outcome}" for outcome in ("passed", "failed", "skipped"))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
