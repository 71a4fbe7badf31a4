"""A catalogue as the program reads it, with soft hyphens in its long words."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.hyphens import forms_of, language_of_catalogue, points_of, with_soft_hyphens


def main(source: str, target: str) -> None:
    """Compile one catalogue."""
    path = Path(source)
    points = points_of(language_of_catalogue(path))
    with path.open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        if message.id:
            forms = tuple(with_soft_hyphens(text, points) for text in forms_of(message))
            message.string = forms[0] if isinstance(message.string, str) else forms
    with Path(target).open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    main(*sys.argv[1:])
