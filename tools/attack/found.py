"""What one kind of attack found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

_HEADS: Final = ("tries", "refused", "5xx", "lost", "doubled")


@dataclass
class Found:
    """Counts of one kind on one database. `failures`: answers that say that the program failed."""

    tries: int = 0
    refused: int = 0
    failures: int = 0
    lost: int = 0
    doubled: int = 0
    figures: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def fault_if(self, is_one: object, what: str) -> None:
        """Note what must not be; the same is told once."""
        if is_one and what not in self.faults:
            self.faults.append(what)

    def count(self, status: int) -> None:
        """One more try, and how it was answered."""
        self.tries += 1
        self.refused += 400 <= status < 500  # noqa: PLR2004 - HTTP's classes
        self.failures += status == 500  # noqa: PLR2004 - as above; 503 is how an outage is told


Row = tuple[str, str, Found]
"""The kind, the database, what was found."""


def table(rows: Sequence[Row]) -> Iterable[str]:
    """The lines of a table in Markdown."""
    yield f"| kind | database | {' | '.join(_HEADS)} | |"
    yield f"|---|---|{'---:|' * len(_HEADS)}---|"
    for kind, database, found in rows:
        counts = (found.tries, found.refused, found.failures, found.lost, found.doubled)
        told = "; ".join([*found.figures, *(f"FAULT: {one}" for one in found.faults)])
        yield f"| {kind} | {database} | {' | '.join(f'{one:,}' for one in counts)} | {told} |"


def is_sound(found: Found) -> bool:
    """Whether nothing is there that must not be."""
    return not (found.faults or found.failures or found.lost or found.doubled) and found.tries > 0
