"""A measured figure, the table it is printed in and the file it is kept in."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

KEPT_IN = Path("build/bench.json")


@dataclass(frozen=True)
class Figure:
    """One measured value; `ratio_to` names what it is a ratio to, if it is one."""

    name: str
    value: float
    unit: str
    ratio_to: str | None = None


def table(figures: Iterable[Figure]) -> str:
    """The figures as aligned lines of text."""
    rows = [(figure.name, f"{figure.value:,.4g}", figure.unit, figure.ratio_to or "") for figure in figures]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    return "\n".join(
        f"{name:<{widths[0]}}  {value:>{widths[1]}}  {unit:<{widths[2]}}  {ratio_to}".rstrip()
        for name, value, unit, ratio_to in rows
    )


def keep(figures: Iterable[Figure], path: Path = KEPT_IN) -> None:
    """Add the figures to the file, replacing older ones of the same name."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for figure in figures:
        fields = asdict(figure)
        kept[fields.pop("name")] = fields
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
