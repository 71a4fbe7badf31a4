"""A card code, or an address, as a picture: QR and Code 39 as inline SVG without inline styles."""

from functools import lru_cache

import segno
from barcode.codex import Code39
from markupsafe import Markup

_BAR_HEIGHT = 40
_QUIET_MODULES = 10


@lru_cache(maxsize=512)
def qr_svg(content: str) -> Markup:
    """A QR code, black on white, with its quiet zone of four modules; sized by CSS."""
    code = segno.make_qr(content, error="q" if len(content) <= 10 else "m")  # noqa: PLR2004 - a card code's length
    return Markup(  # noqa: S704 - made by segno from a code; no text of a person's is in it
        code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="kk-qr", lineclass=None)
    )


@lru_cache(maxsize=512)
def code39_svg(code: str) -> Markup:
    """A Code 39 bar of a card code without a check character, black on white, with quiet zones."""
    modules = Code39(code, add_checksum=False).build()[0]
    width = len(modules) + 2 * _QUIET_MODULES
    bars = "".join(
        f"M{_QUIET_MODULES + start} 0h{length}v{_BAR_HEIGHT}h-{length}z" for start, length in _runs(modules)
    )
    return Markup(  # noqa: S704 - numbers only
        f'<svg class="kk-bar" viewBox="0 0 {width} {_BAR_HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true">'
        f'<path fill="#fff" d="M0 0h{width}v{_BAR_HEIGHT}h-{width}z"/><path fill="#000" d="{bars}"/></svg>'
    )


def _runs(modules: str) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, module in enumerate(modules):
        if module != "1":
            continue
        if runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((index, 1))
    return runs
