"""What the program is made of beside its own code, as the build found it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NOT_IN_ADDRESSES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A package with its licence and the notice that comes with it, empty where none does."""

    name: str
    version: str
    licence: str
    notice: str

    @property
    def key(self) -> str:
        """The name as it is written in an address."""
        return _NOT_IN_ADDRESSES.sub("-", self.name.lower()).strip("-")


@cache
def third_party() -> Mapping[str, Part]:
    """Every package by its key, sorted by name."""
    text = (files("webapp") / "reference" / "third_party.json").read_text(encoding="utf-8")
    parts = [Part(**facts) for facts in json.loads(text)]
    return {part.key: part for part in parts}
