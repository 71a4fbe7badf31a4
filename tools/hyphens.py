"""Where the long words of the catalogues may break: the lists of points, and new words for them.

Not every browser hyphenates Finnish and Swedish, and the largest text breaks words on a narrow phone.
The lists in webapp/reference/hyphenation, a word a line, are the source: what stands there by hand
stays. New words get their points from voikko (Finnish) and pyphen (Swedish) where these are installed.
Where they are not, the words that wait are named, and a line by hand will do.
"""

import ctypes
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from ctypes.util import find_library
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from webapp.core.languages import TRANSLATED

LISTS: Final = Path("webapp/reference/hyphenation")
CATALOGUES: Final = Path("webapp/translations")
POINT: Final = "-"
SHORTEST: Final = 12
"""Letters of the shortest word that is broken: a shorter one has space at 320 pixels in the largest text."""

_LEFT_ALONE: Final = r"%\(\w+\)[a-z]|<[^>]*>|\S*[@/]\S*"
_WORD: Final = re.compile(rf"({_LEFT_ALONE})|[^\W\d_]{{{SHORTEST},}}")

Hyphenator = Callable[[str], str]


def points_of(language: str) -> dict[str, str]:
    """Word → the same word with its points, as the list has it."""
    path = LISTS / f"{language}.txt"
    lines = path.read_text(encoding="utf-8").split() if path.exists() else []
    return {line.replace(POINT, ""): line for line in lines}


def language_of_catalogue(path: Path) -> str:
    """Plain Finnish breaks as Finnish does."""
    return path.parts[-3].partition("_")[0]


def with_soft_hyphens(text: str, points: Mapping[str, str]) -> str:
    """A translated text whose long words may break; placeholders, tags and addresses stay as they are."""

    def broken(found: re.Match[str]) -> str:
        word = found[0]
        if found[1]:
            return word
        letters = iter(word)
        listed = points.get(word.lower(), word.lower())
        return "".join("\N{SOFT HYPHEN}" if one == POINT else next(letters) for one in listed)

    return _WORD.sub(broken, text)


def forms_of(message: Message) -> tuple[str, ...]:
    """A translation's texts: one, or one for each number."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def long_words(path: Path) -> set[str]:
    """The words of a catalogue that may break, in small letters."""
    with path.open("rb") as file:
        texts = [text for message in read_po(file) if message.id for text in forms_of(message)]
    return {found[0].lower() for text in texts for found in _WORD.finditer(text) if not found[1]}


def words_in_use(language: str) -> set[str]:
    """The long words of all catalogues in a language."""
    paths = CATALOGUES.glob("*/LC_MESSAGES/messages.po")
    return set().union(*(long_words(path) for path in paths if language_of_catalogue(path) == language))


def without_points(language: str) -> set[str]:
    """The words in use that the list does not have."""
    return words_in_use(language) - points_of(language).keys()


def main() -> int:
    """Bring the lists up to date; 1 where words wait for their points."""
    waiting: dict[str, list[str]] = {}
    for language in TRANSLATED:
        known, wanted = points_of(language), words_in_use(language)
        hyphenate = _HYPHENATORS[language]() if language in _HYPHENATORS else None
        if hyphenate:
            known |= {word: hyphenate(word) for word in wanted - known.keys()}
        waiting[language] = sorted(wanted - known.keys())
        lines = [f"{known[word]}\n" for word in sorted(wanted & known.keys())]
        LISTS.mkdir(exist_ok=True)
        (LISTS / f"{language}.txt").write_text("".join(lines), encoding="utf-8")
    for language, words in waiting.items():
        if words:
            print(f"{language}: words without points in {LISTS}/{language}.txt: {' '.join(words)}")
    return 1 if any(waiting.values()) else 0


def _voikko() -> Hyphenator | None:
    """Libvoikko itself: its binding adds nothing that is needed here."""
    name = find_library("voikko")
    if name is None:
        return None
    library, error = ctypes.CDLL(name), ctypes.c_char_p()
    library.voikkoInit.restype = ctypes.c_void_p
    library.voikkoHyphenateCstr.restype = ctypes.c_char_p
    handle = ctypes.c_void_p(library.voikkoInit(ctypes.byref(error), b"fi", None))
    if not handle.value:
        return None
    no_ugly_hyphenation = 4
    library.voikkoSetBooleanOption(handle, no_ugly_hyphenation, 1)

    def hyphenate(word: str) -> str:
        pattern = library.voikkoHyphenateCstr(handle, word.encode()).decode()
        # A letter for each of the word's: "-" where it may break before that letter.
        return "".join(_placed(word, pattern))

    return hyphenate


def _placed(word: str, pattern: str) -> Iterator[str]:
    for letter, sign in zip(word, pattern, strict=True):
        yield f"{POINT}{letter}" if sign == "-" else letter


def _pyphen() -> Hyphenator | None:
    if find_spec("pyphen") is None:
        return None
    hyphenate: Hyphenator = import_module("pyphen").Pyphen(lang="sv", left=3, right=3).inserted
    return hyphenate


_HYPHENATORS: Final[Mapping[str, Callable[[], Hyphenator | None]]] = {"fi": _voikko, "sv": _pyphen}

if __name__ == "__main__":
    sys.exit(main())
