"""Lists by name have one order and searches one folding: nothing sorts by a raw name or folds by itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import webapp
from tests.support.checkout import ROOT

CODE: Final = Path(webapp.__file__).parent
ALPHABET, NAMES = CODE / "core" / "alphabet.py", CODE / "core" / "names.py"
NO_NAMES: Final = {
    CODE / "core" / "accounts" / "passwords.py": "hashes what is typed in one spelling",
    CODE / "core" / "free_text" / "readings.py": "looks for the shapes of personal data",
    CODE / "core" / "typed_text.py": "reads codes",
    CODE / "plumbing" / "documents" / "letters.py": "asks which letters a font has",
    CODE / "migrations": "runs once, and asks names.py",
}
SORTING: Final = {"order_by", "sorted", "sort", "min", "max", "over"}
TEXTS: Final = {"name", "title", "short_name"}
"""Columns and properties that people read, and by which they would look for a row."""
READING: Final = {"text_in", "said_in", "local_name", "local_text"}
FOLDING: Final = {"ilike", "like", "icontains", "istartswith", "iendswith", "casefold", "normalize",
                  "regexp_match", "collate", "strxfrm", "strcoll"}  # fmt: skip
CASE: Final = {"lower", "upper"}


def calls(file: Path) -> Iterator[ast.Call]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rsplit(".", 1)[-1]


def sorted_by_raw_names(file: Path) -> Iterator[str]:
    """Calls that sort by a name itself: `order_by(X.name)`, `sorted(…, key=lambda one: one.name…)`."""
    for node in calls(file):
        if called(node) not in SORTING:
            continue
        sorted_by = [keyword.value for keyword in node.keywords if keyword.arg in {"key", "order_by"}]
        if called(node) == "order_by" or (called(node) == "sorted" and not sorted_by):
            sorted_by += node.args
        for part in sorted_by:
            if any(is_raw_name(one) for one in outside_keys(part)):
                yield ast.unparse(node)


def outside_keys(part: ast.AST) -> Iterator[ast.AST]:
    """All of an expression but what is handed to `by_name` and `name_key`."""
    yield part
    for child in ast.iter_child_nodes(part):
        if not (isinstance(child, ast.Call) and called(child) in {"by_name", "name_key"}):
            yield from outside_keys(child)


def is_raw_name(node: ast.AST) -> bool:
    is_column = isinstance(node, ast.Attribute) and node.attr in TEXTS
    return is_column or (isinstance(node, ast.Call) and called(node) in READING)


def folds(file: Path) -> Iterator[str]:
    """Calls that compare texts by a folding of their own, in SQL or in Python."""
    for node in calls(file):
        name = called(node)
        is_of_database = name in CASE and ast.unparse(node.func).startswith("func.")
        of_a_class = re.fullmatch(r"[A-Z]\w*\.\w+", ast.unparse(node.func))  # a form that is `like` another
        if is_of_database or (name in FOLDING and not of_a_class):
            yield ast.unparse(node)


def writes_past_keys(file: Path) -> Iterator[str]:
    """Updates in SQL that set a name, and those in bulk, of which the code does not say what they set."""
    for node in calls(file):
        parts = [ast.unparse(one) for one in (*node.args, *node.keywords)]
        sets = called(node) == "values" and "update(" in ast.unparse(node.func)
        if sets and any(re.search(r"\bname\b", part) for part in parts):
            yield ast.unparse(node)
        if called(node) == "execute" and len(parts) > 1 and parts[0].startswith("update("):
            yield ast.unparse(node)


def of_the_program() -> list[Path]:
    return [file for file in CODE.rglob("*.py") if not NO_NAMES.keys() & {file, *file.parents}]


def test_no_list_is_sorted_by_a_raw_name() -> None:
    found = {file: list(sorted_by_raw_names(file)) for file in of_the_program()}
    assert {file: calls for file, calls in found.items() if calls and file != NAMES} == {}


def test_no_search_folds_in_another_way() -> None:
    found = {file: list(folds(file)) for file in of_the_program()}
    assert {file: calls for file, calls in found.items() if calls and file != ALPHABET} == {}
    assert found[ALPHABET]


def test_no_statement_writes_a_name_past_its_keys() -> None:
    """`insert` makes the keys itself and so does a row of the session; an `update` in SQL would not."""
    found = {file: list(writes_past_keys(file)) for file in of_the_program()}
    assert {file: calls for file, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "line",
    [
        "session.execute(update(Offer).where(Offer.id == 1).values(name='Å'))",
        "session.execute(update(Offer).values({'name': 'Å'}))",
        "session.execute(update(Offer).values({Offer.name: 'Å'}))",
        "session.execute(update(Offer), rows)",
    ],
)
def test_a_name_written_past_its_keys_is_noticed(tmp_path: Path, line: str) -> None:
    file = tmp_path / "actions.py"
    file.write_text(line, encoding="utf-8")
    assert list(writes_past_keys(file))


def test_templates_sort_no_names() -> None:
    filters = re.compile(r"\|\s*(?:sort|dictsort)\b[^%}|]*|\|\s*groupby\([^)]*name[^)]*\)")
    found = {file: filters.findall(file.read_text(encoding="utf-8")) for file in CODE.rglob("*.html")}
    assert {file: sorts for file, sorts in found.items() if sorts} == {}


def test_the_browser_sorts_and_searches_no_names() -> None:
    own_way = re.compile(r"localeCompare|Intl\.Collator|toLocale(?:Lower|Upper)Case|\.normalize\(")
    files = [file for file in (ROOT / "pwa" / "src").rglob("*.ts") if not file.name.endswith(".test.ts")]
    assert len(files) > 50
    assert [file for file in files if own_way.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "line",
    [
        "select(A).order_by(B.day, A.name)",
        "rows.order_by(text_in(A.name, 'fi'))",
        "func.row_number().over(partition_by=A.id, order_by=(A.day, A.name))",
        "sorted(rows, key=lambda one: one.town.name.text_in('fi'))",
        "sorted((local_name(one), one.code) for one in towns)",
        "rows.sort(key=lambda one: (one.day, one.title))",
    ],
)
def test_a_raw_name_is_noticed(tmp_path: Path, line: str) -> None:
    file = tmp_path / "queries.py"
    file.write_text(line, encoding="utf-8")
    assert list(sorted_by_raw_names(file))


@pytest.mark.parametrize(
    "line",
    ["A.name.ilike(word)", "func.lower(A.name)", "word.casefold()", "unicodedata.normalize('NFD', word)"],
)
def test_another_folding_is_noticed(tmp_path: Path, line: str) -> None:
    file = tmp_path / "queries.py"
    file.write_text(line, encoding="utf-8")
    assert list(folds(file))
