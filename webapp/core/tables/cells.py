"""A table as it was sent: numbered rows, and cells that say what kind of thing stands in them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class CellKind(StrEnum):
    """What a program wrote into a cell. A fault is an error of a formula, or a formula without its result."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Cell:
    """What is read in a cell by whoever looks at it; of a day, the day too."""

    text: str = ""
    kind: CellKind = CellKind.TEXT
    day: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it; a fault is something."""
        return self.kind is not CellKind.FAULT and not self.text.strip()


EMPTY: Final = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it, and its number as programs show it, from 1."""

    number: int
    cells: Sequence[Cell]

    def cell(self, index: int) -> Cell:
        """The cell of a column, from 0; an empty one beyond the last."""
        return self.cells[index] if index < len(self.cells) else EMPTY


def column_name(index: int) -> str:
    """A, B … Z, AA: a column as programs name it, from 0."""
    name, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
