"""What stands in a document, part by part, in plain text: nothing of it is ever read as markup. Pure."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break stays one."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What something is, each fact with its name before it."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A list with a mark before each of its points."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows beneath a head. Columns of figures stand to the right; a row of sums is the last one, in bold."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    """The columns, from 0, that hold figures."""
    has_sums: bool = False


Part: TypeAlias = Heading | Paragraph | Facts | Points | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document in one language. The same one gives the same bytes, whenever it is asked for."""

    title: str
    language: str
    """Of what is read aloud: fi, sv or en."""
    made_at: datetime
    """The time in the file's properties: of what the document is about, not of its download."""
    parts: tuple[Part, ...]
    sender: tuple[str, ...] = ()
    """Lines over the title, on the left."""
    recipient: tuple[str, ...] = ()
    day: str = ""
    """As it is written, beside the sender."""
    foot: str = ""
    """Stands at the foot of each page, beside the number of the page."""

    def as_facts(self) -> dict[str, Any]:
        """All of it as JSON knows it, each part with the name of its kind."""
        parts = [{"kind": type(part).__name__, **asdict(part)} for part in self.parts]
        for part in parts:
            if "figures" in part:
                part["figures"] = sorted(part["figures"])
        whole: dict[str, Any] = {
            name: getattr(self, name) for name in ("title", "language", "sender", "recipient", "day", "foot")
        }
        return whole | {"parts": parts}
