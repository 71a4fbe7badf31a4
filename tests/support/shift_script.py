"""A shift at a counter as lines of a script, and what a register must hold after it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.support.register_file import StoredVisit

WAYS: Final = ("scan", "film", "type")

SCRIPT: Final = """
scan c01          | film c02          | type c03          | film c04 +2       | scan c05 course
type c06 +1       | film expired no   | scan c07          | scan c08          | film c09
undo              | scan c03 again    | type withdrawn no | film c10          | scan c11
film c12          | scan c14 keep     | scan c15 keep     | film c16 behind
record            | kept c14          | drop c16          | film c17          | scan c18 course
weather down
scan c19          | film c20 +2       | scan c21          | type nobody doubt | film c22
reload
film c23          | scan c24          | scan c24 closed   | scan unknown new
weather fair
film c26          | scan c09          | type c28 +1       | mistype c29       | film c30
group community +3
  scan c31        | film c32          | scan replaced out | film c33          | type c34
together
scan c35          | scan c37 keep     | film c38 behind   | record
kept c38          | film c40
weather captive
film c41          | scan c42          | film c43 course   | type c44          | scan withdrawn no
weather fair
scan c45          | film c46          | undo              | scan c47 +2       | type c48
weather cut
scan c49          | film c50          | type c51          | film c52
weather fair
film c53          | scan c54          | film ended no
"""


@dataclass(frozen=True)
class Step:
    """One line: what is done, with which card, and how it goes."""

    verb: str
    card: str = ""
    children: int = 0
    how: str = ""
    """Nothing: recorded as a ticket. Recorded too: a `course` place, what is meant `again`, what is `new` to
    the phone. `keep` stays on the screen, `behind` waits in a row. Not recorded: `no`; `out` of a group; a
    repeat that is `closed`; in `doubt`, because it may be mistyped."""


def steps() -> Iterator[Step]:
    """The script from its first line to its last."""
    for line in SCRIPT.replace("|", "\n").strip().splitlines():
        verb, *words = line.split()
        card = words.pop(0) if words else ""
        children = int(words.pop(0)) if words and words[0].startswith("+") else 0
        yield Step(verb, card, children, words[0] if words else "")


@dataclass
class Expected:
    """Plays the script on paper."""

    codes: Mapping[str, str]
    visits: list[StoredVisit] = field(default_factory=list)
    _kept: dict[str, Step] = field(default_factory=dict)
    _sheet: list[Step] = field(default_factory=list)
    _last: int = 0
    """How many visits were recorded by the last tap."""

    def play(self) -> list[StoredVisit]:
        """What the register must hold, in the order it happened."""
        group: list[Step] | None = None
        for step in steps():
            if step.verb == "group":
                group = [step]
            elif step.verb == "together":
                self._record(group or [], group_id=step.verb)
                group = None
            elif group is not None:
                group += [] if step.how == "out" else [step]
            else:
                self._follow(step)
        return self.visits

    def _follow(self, step: Step) -> None:
        match step.verb, step.how:
            case "undo", _:
                newest = self.visits[-self._last :]
                self.visits[-self._last :] = [
                    StoredVisit(one.code, one.kind, one.children, one.group_id, is_undone=True)
                    for one in newest
                ]
            case "record", _:
                self._record([self._sheet.pop()])
            case "kept", _:
                self._record([self._kept.pop(step.card)])
            case "drop", _:
                del self._kept[step.card]
            case _, "keep":
                self._kept.update({before.card: before for before in self._sheet})
                self._sheet = [step]
            case _, "behind":
                self._kept[step.card] = step
            case verb, ("" | "course" | "again" | "new") if verb in (*WAYS, "mistype"):
                self._record([step])
            case _:
                pass  # refused, asked about and closed, or no card at all

    def _record(self, together: list[Step], group_id: str | None = None) -> None:
        self._last = len(together)
        for step in together:
            kind = "course" if step.how == "course" else "ticket"
            self.visits.append(
                StoredVisit(self.codes[step.card], kind, step.children, group_id, is_undone=False)
            )
