"""Every template is used, and every template that is asked for exists and compiles."""

import re
from pathlib import Path

from flask import Flask

import webapp

ROOT = Path(webapp.__file__).parent
TEMPLATES = ROOT / "templates"
_ASKED = re.compile(r"""(?:render_template\(|include|import|from|extends)\s*["']([\w./]+\.html)["']""")


def test_no_template_is_unused_and_none_is_missing(app: Flask) -> None:
    sources = [*ROOT.rglob("*.py"), *TEMPLATES.rglob("*.html")]
    asked = {name for source in sources for name in _ASKED.findall(source.read_text())}
    there = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    assert there - asked == set()
    assert asked - there == set()


def test_every_template_compiles(app: Flask) -> None:
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
