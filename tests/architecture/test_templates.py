"""Every template is used, and every template that is named exists and compiles."""

import re
from pathlib import Path

from flask import Flask

import webapp
from webapp.plumbing.words.texts import named_sentences

ROOT = Path(webapp.__file__).parent
TEMPLATES = ROOT / "templates"
_NAMED = re.compile(r"""(?:render_template\(|include|import|from|extends)\s*["']([\w./]+\.html)["']""")
_TEXTS = re.compile(r"\btexts\.(\w+)")


def test_no_template_is_unused_and_none_is_missing(app: Flask) -> None:
    sources = [*ROOT.rglob("*.py"), *TEMPLATES.rglob("*.html")]
    named = {name for source in sources for name in _NAMED.findall(source.read_text())}
    there = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    assert there - named == set()
    assert named - there == set()


def test_every_template_compiles(app: Flask) -> None:
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def test_every_sentence_that_a_template_asks_for_by_name_is_there() -> None:
    sentences = named_sentences()
    named = {name for path in TEMPLATES.rglob("*.html") for name in _TEXTS.findall(path.read_text())}
    assert named
    assert {name for name in named if not hasattr(sentences, name)} == set()
