"""Where long words in names may break: people write names, so known words and known ends of words tell it."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

_LISTS: Final = Path(__file__).parents[2] / "reference" / "hyphenation" / "names"
_POINT: Final = "-"
_SHORTEST: Final = 12
"""Letters of the shortest word that is broken, as in the catalogues."""

_FEWEST_BEFORE: Final = 3
_FEWEST_AFTER: Final = 5
"""Letters on either side of a known end: fewer are more often a part of another word."""

_WORD: Final = re.compile(rf"[^\W\d_]{{{_SHORTEST},}}")


@cache
def _points(language: str) -> Mapping[str, str]:
    """Word → the same with its points; nothing in a language without a list."""
    path = _LISTS / f"{language}.txt"
    lines = path.read_text(encoding="utf-8").split() if path.exists() else []
    return {line.replace(_POINT, ""): line for line in lines}


def with_soft_hyphens(name: str, language: str) -> str:
    """A name whose long words may break where the language's list knows them, or their end."""
    return _WORD.sub(lambda found: _broken(found[0], language), name)


def _broken(word: str, language: str) -> str:
    letters = iter(word)
    listed = _listed(word.lower(), _points(language))
    return "".join("\N{SOFT HYPHEN}" if one == _POINT else next(letters) for one in listed)


def _listed(word: str, points: Mapping[str, str]) -> str:
    """The word with its points: as it is listed, or before and inside the longest end that is listed."""
    if word in points:
        return points[word]
    for start in range(_FEWEST_BEFORE, len(word) - _FEWEST_AFTER + 1):
        if word[start:] in points:
            return f"{_listed(word[:start], points)}{_POINT}{points[word[start:]]}"
    return word
