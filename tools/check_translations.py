"""Hold the catalogues complete: every sentence, nothing guessed, nothing left over."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tools import plain_finnish
from webapp.core.languages import TRANSLATED

PLACEHOLDER = re.compile(r"%\(\w+\)[a-zA-Z]|%%|\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def sentences_in_use() -> Catalog:
    """The sentences in the code and the templates, gathered anew."""
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "messages.pot"
        subprocess.run(["tools/extract-messages.sh", str(pot)], check=True)
        return _read(pot)


def complaints(template: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with one catalogue, each with the sentence it is about."""
    for message in template:
        if not message.id:
            continue
        translated = catalogue.get(message.id, message.context)
        if translated is None or not all(_forms(translated.string)):
            yield f"not translated: {_shown(message)}"
        elif translated.fuzzy:
            yield f"only guessed (fuzzy): {_shown(message)}"
        else:
            yield from _differences(message, translated)
    for message in catalogue:
        if message.id and template.get(message.id, message.context) is None:
            yield f"no longer used: {_shown(message)}"
    for message in catalogue.obsolete.values():
        yield f"obsolete: {_shown(message)}"


def _differences(message: Message, translated: Message) -> Iterator[str]:
    # A singular may say "one card" without its number: each form agrees with one of the English forms.
    for what, pattern in (("placeholders", PLACEHOLDER), ("tags", TAG)):
        allowed = [set(pattern.findall(form)) for form in _forms(message.id)]
        for form in _forms(translated.string):
            if set(pattern.findall(form)) not in allowed:
                yield f"{what} differ: {_shown(message)} → {form!r}"


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    if text is None:
        return ("",)
    return (text,) if isinstance(text, str) else tuple(text)


def _shown(message: Message) -> str:
    where = message.locations[0][0] if message.locations else ""
    return f"{_forms(message.id)[0]!r} {where}".rstrip()


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def _wanted(template: Catalog) -> Iterator[tuple[str, Catalog, Path]]:
    for language in TRANSLATED:
        yield language, template, Path("webapp/translations") / language / "LC_MESSAGES" / "messages.po"
    yield "fi-selko", plain_finnish.sentences_of_holders(template), plain_finnish.CATALOGUE


def main() -> int:
    """Print every complaint; 1 if there is one, or if a language has no catalogue yet."""
    template = sentences_in_use()
    found, counts = [], []
    for language, sentences, po in _wanted(template):
        counts.append(f"{len(sentences)} in {language}")
        if po.exists():
            found += [f"{language}: {complaint}" for complaint in complaints(sentences, _read(po))]
        else:
            found.append(f"{language}: there is no catalogue {po}; `make translate` begins one")
    print("\n".join(found) or f"Sentences, complete: {', '.join(counts)}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
