"""A link looks like ours: each class that templates give to links stands in a style sheet that pages get."""

import re
from pathlib import Path
from typing import Final

from webapp.plumbing.http.assets import BUILD

TEMPLATES: Final = Path("webapp/templates")
_LINK: Final = re.compile(r'<a\s[^>]*?\bclass="([^"]*)"')
_RENDERED: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def classes_of_links() -> dict[str, set[str]]:
    """Template → the classes of its links; a link without any has the look of all."""
    found: dict[str, set[str]] = {}
    for path in TEMPLATES.rglob("*.html"):
        text = _RENDERED.sub(" ", path.read_text(encoding="utf-8"))
        found[str(path)] = {name for classes in _LINK.findall(text) for name in classes.split()}
    return found


def test_no_link_is_left_to_the_browsers_own_colours() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in BUILD.glob("*.css"))
    named = set(re.findall(r"\.([a-z][\w-]*)", sheets))
    assert "kk-link" in named
    used = classes_of_links()
    assert "kk-link" in set().union(*used.values())
    assert {path: classes - named for path, classes in used.items() if classes - named} == {}
