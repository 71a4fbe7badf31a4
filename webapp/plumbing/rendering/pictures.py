"""A card code, or an address, as a picture: QR and Code 39 as inline SVG without inline styles."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from barcode.codex import Code39
from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M
from qrcode.main import QRCode

_BAR_HEIGHT: Final = 40
_QUIET_MODULES: Final = 10
_QUIET_ZONE: Final = 4
_STRONGEST_FOR: Final = 10
"""Characters that the smallest QR holds at level H: a card code gets the strongest at no cost in size."""
_MASK: Final = 6
"""Always the same: a picture depends on its content alone, and four fifths of drawing one is trying all
eight. Read back from six kinds of bad pictures it did as well as the best of the eight each time."""


@lru_cache(maxsize=512)
def qr_svg(content: str) -> Markup:
    """A QR code, black on white, with its quiet zone of four modules; sized by CSS."""
    rows = qr_code(content).get_matrix()
    path = "".join(_row_path(row, down) for down, row in enumerate(rows))
    size = len(rows)
    return Markup(  # noqa: S704 - numbers only
        f'<svg class="kk-qr" viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path stroke="#000" d="{path}"/></svg>'
    )


def qr_code(content: str) -> QRCode[Any]:
    """The QR code that is drawn of a text, on a page or in a terminal."""
    level = ERROR_CORRECT_H if len(content) <= _STRONGEST_FOR else ERROR_CORRECT_M
    code: QRCode[Any] = QRCode(error_correction=level, border=_QUIET_ZONE, mask_pattern=_MASK)
    code.add_data(content)
    code.make()
    return code


@lru_cache(maxsize=512)
def code39_svg(code: str) -> Markup:
    """A Code 39 bar of a card code without a check character, black on white, with quiet zones."""
    modules = Code39(code, add_checksum=False).build()[0]
    width = len(modules) + 2 * _QUIET_MODULES
    bars = "".join(
        f"M{_QUIET_MODULES + start} 0h{length}v{_BAR_HEIGHT}h-{length}z"
        for start, length in _runs(module == "1" for module in modules)
    )
    return Markup(  # noqa: S704 - numbers only
        f'<svg class="kk-bar" viewBox="0 0 {width} {_BAR_HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true">'
        f'<path fill="#fff" d="M0 0h{width}v{_BAR_HEIGHT}h-{width}z"/><path fill="#000" d="{bars}"/></svg>'
    )


def _row_path(row: Sequence[bool], down: int) -> str:
    # One stroke for each run of dark modules: qrcode's own SVG draws every module, in four times the bytes.
    path, end = "", None
    for start, length in _runs(row):
        path += f"M{start} {down}.5" if end is None else f"m{start - end} 0"
        path += f"h{length}"
        end = start + length
    return path


def _runs(modules: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin, and how many there are in a row."""
    start = 0
    for is_dark, group in groupby(modules):
        length = len(list(group))
        if is_dark:
            yield start, length
        start += length
