"""One language more than there are: `python -m pytest -p tests.support.one_more_language …`.

What adding one takes is a line in webapp/core/languages.py and a folder of translations. This stands in for
both: for the line before anything of the program is imported, for the folder by `add_catalogue`.
Its sentences are the English ones between marks: a page shows that they came from the catalogue.
"""

import importlib.util
import re
import sys
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.support.checkout import ROOT

CODE: Final = "smn"
"""Inari Sámi: three letters, and nobody has written a pattern of days for it here."""

BEGIN, END = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"


def _add_to_list() -> None:
    # webapp/__init__.py imports everything, so the module is made before its package is.
    name, path = "webapp.core.languages", ROOT / "webapp/core/languages.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    listed = path.read_text(encoding="utf-8")
    longer = re.sub(r"^(LANGUAGES: .*\))\)$", rf'\1, ("{CODE}", "anarâškielâ"))', listed, flags=re.MULTILINE)
    assert longer != listed
    sys.modules[name] = module
    exec(compile(longer, path, "exec"), module.__dict__)  # noqa: S102 - our own file with one line more


_add_to_list()


def add_catalogue(folder: Path) -> Path:
    """Make the folder of translations, with every sentence that there is."""
    with (ROOT / "webapp/translations/fi/LC_MESSAGES/messages.po").open("rb") as file:
        known = read_po(file)
    catalogue = Catalog(locale=CODE)
    for message in known:
        if message.id:
            catalogue.add(message.id, _marked(message.id), flags=message.flags)
    compiled = folder / CODE / "LC_MESSAGES" / "messages.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    return folder


def _marked(original: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(original, str):
        return f"{BEGIN}{original}{END}"
    return tuple(f"{BEGIN}{form}{END}" for form in original)
