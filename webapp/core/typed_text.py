"""What is typed, pasted or sent by a scanner, without what nobody sees and what only separates. Pure."""

from typing import Final

_UNSEEN: Final = (
    (0x0000, 0x0020), (0x007F, 0x00A0), (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C),
    (0x115F, 0x1160), (0x1680, 0x1680), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2000, 0x200F),
    (0x2028, 0x202F), (0x205F, 0x206F), (0x2800, 0x2800), (0x3000, 0x3000), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Controls, spaces of any width, joiners, direction marks, variation selectors and tags, first to last."""
_WIDE: Final = (0xFF01, 0xFF5E, 0xFEE0)
"""Full-width characters, first to last, and how far they lie from the ordinary ones."""
_HYPHENS_AND_QUOTES: Final = "‐‑‒–—―⁃−﹘﹣“”„‘’‚«»‹›"  # noqa: RUF001 - they look alike, so they get typed
SEPARATORS: Final = _HYPHENS_AND_QUOTES + "-_.,·•+/?()[]{}<>*|\"'¨^"
"""Between and around the groups of a code: also the stars of Code 39, and what `-`, `*` and `]` become where
scanner and computer have different keyboards."""

_FOLDED: Final[dict[int, int | str | None]] = {
    **{unseen: None for first, last in _UNSEEN for unseen in range(first, last + 1)},
    **{wide: wide - _WIDE[2] for wide in range(_WIDE[0], _WIDE[1] + 1)},
}
_CAPITALS: Final = {small: small - ord("a") + ord("A") for small in range(ord("a"), ord("z") + 1)}
_NO_SEPARATORS: Final = dict.fromkeys(map(ord, SEPARATORS))


def fold(typed: str) -> str:
    """Capitals of ordinary width, without anything that is not seen."""
    return typed.translate(_FOLDED).translate(_CAPITALS)


def without_separators(folded: str) -> str:
    """What is left when all that only separates is taken away."""
    return folded.translate(_NO_SEPARATORS)
