"""List files over 300 lines and Python functions over 40. Each is a question: two subjects in one?"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.tracked_files import tracked_files

FILE_LINES = 300
FUNCTION_LINES = 40
GENERATED = Path("webapp/migrations/versions")
READ_BY_PEOPLE = {".css", ".html", ".js", ".mjs", ".py", ".scss", ".sh", ".ts"}


def questions(path: Path) -> Iterator[str]:
    """What is too long in one file."""
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    if lines > FILE_LINES:
        yield f"{path}: {lines} lines"
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text, str(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = function_lines(node)
                if length > FUNCTION_LINES:
                    yield f"{path}:{node.lineno}: {node.name} has {length} lines"


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function from `def` on, its docstring not counted: explaining is not penalised."""
    last = node.end_lineno or node.lineno
    first = node.body[0]
    documented = ast.get_docstring(node) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return last - node.lineno + 1 - docstring


def main() -> None:
    """Print what to ask about."""
    found = [
        question
        for path in tracked_files()
        if path.suffix in READ_BY_PEOPLE and GENERATED not in path.parents
        for question in questions(path)
    ]
    print("\n".join(found) or f"No file over {FILE_LINES} lines, no function over {FUNCTION_LINES}.")


if __name__ == "__main__":
    main()
