"""Read the demo country's own lists in data/."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows_of(file_name: str) -> Iterator[dict[str, str]]:
    """The rows of a list, by column."""
    text = files("webapp").joinpath("demo", "data", file_name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
