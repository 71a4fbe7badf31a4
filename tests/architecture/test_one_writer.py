"""Only the intake writes a visit: code that writes one elsewhere would miss a lock, a rule or a number."""

import ast
from collections.abc import Iterator
from pathlib import Path

import webapp

ROOT = Path(webapp.__file__).parent
WRITER = ROOT / "core" / "visits" / "recording" / "writing.py"
MADE_UP = ROOT / "demo"
"""The demo country's past is put into an empty register as it stands, in bulk."""
TABLES = {"Visit", "Arrival"}
VERBS = {"insert", "update", "delete"}


def writes(file: Path) -> Iterator[str]:
    """Calls that make, insert, change or delete a row of the tables, as they are written."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        about = {ast.unparse(one) for one in node.args}
        if called in TABLES or (called.rsplit(".")[-1] in VERBS and about & TABLES):
            yield ast.unparse(node)


def test_only_the_intake_writes_visits_and_arrivals() -> None:
    found = {file: list(writes(file)) for file in ROOT.rglob("*.py") if MADE_UP not in file.parents}
    assert {file for file, calls in found.items() if calls} == {WRITER}
    assert len(found[WRITER]) >= 4


def test_only_the_intake_updates_or_deletes_visits() -> None:
    columns = {"undone_at", "undone_by", "undo_reason", "corrected_at"}
    for file in ROOT.rglob("*.py"):
        code = ast.parse(file.read_text(encoding="utf-8"))
        changes = [node for node in ast.walk(code) if isinstance(node, ast.Assign)]
        targets = [one for change in changes for target in change.targets for one in ast.walk(target)]
        changed = {one.attr for one in targets if isinstance(one, ast.Attribute)}
        assert MADE_UP in file.parents or not changed & columns, file
