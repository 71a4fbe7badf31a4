"""The catalogue of plain Finnish: which sentences it holds, and bringing it up to date with them."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

CATALOGUE = Path("webapp/translations/fi_selko/LC_MESSAGES/messages.po")
TEMPLATES = Path("webapp/templates")
PAGES = (
    *("public/places.html", "public/place.html", "public/appearance.html", "public/offline.html"),
    *("public/privacy.html", "public/accessibility.html", "public/for_me.html", "public/ticket.html"),
    "errors/of_holder.html",
    "asking/question.html",
    "distribution/handout.html",
    "distribution/slip.html",
)
"""Templates that cardholders meet besides those of OmaKaiku."""

CODE = (
    "webapp/pages/omakaiku/**/*.py",
    "webapp/pages/public/forms.py",
    "webapp/plumbing/words/holders/*.py",
    "webapp/plumbing/http/error_pages.py",
    "webapp/plumbing/words/formats.py",
)
_BUILT_FROM = re.compile(r"\{%-? *(?:from|include|extends) +['\"]([\w/]+\.html)['\"]")


def sentences_of_holders(template: Catalog) -> Catalog:
    """Of all sentences those that stand in a file whose words a cardholder reads."""
    files = {str(path) for pattern in CODE for path in Path().glob(pattern)} | set(_templates())
    chosen = Catalog(locale="fi", project="Kaikukortti", version="1", fuzzy=False)
    for message in template:
        if message.id and files.intersection(file for file, _line in message.locations):
            chosen[message.id] = message
    return chosen


def _templates() -> Iterator[str]:
    waiting = [*PAGES, *(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.glob("omakaiku/*.html"))]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            yield str(TEMPLATES / name)
            waiting += _BUILT_FROM.findall((TEMPLATES / name).read_text(encoding="utf-8"))


def main(pot: str) -> None:
    """Keep what is written, drop what is no longer used, and add what is new, empty."""
    with Path(pot).open("rb") as file:
        wanted = sentences_of_holders(read_po(file))
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=110, ignore_obsolete=True)


if __name__ == "__main__":
    main(sys.argv[1])
