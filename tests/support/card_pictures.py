"""Cards as a camera sees them: QR and bar codes drawn, laid on a table, and filmed badly on purpose."""

import math
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from barcode.codex import Code39, Code128
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from webapp.plumbing.rendering.pictures import qr_code

FRAME: Final = (960, 720)
_PAPER, _TABLE, _INK = 238, 120, 24
_QUIET = 12

Hardship = Callable[[Image.Image, random.Random], Image.Image]
"""Does to a frame what hands, lamps and cheap lenses do."""


def qr(text: str) -> Image.Image:
    """A QR code as the register draws it, with its quiet zone, eight pixels a module."""
    code = qr_code(text)
    rows = [bytes(row[code.border : -code.border]) for row in code.get_matrix()[code.border : -code.border]]
    return _printed(rows, across=8, along=8)


def code39(text: str) -> Image.Image:
    """A Code 39 bar without a check character, as cards have it."""
    return bars(Code39(text, add_checksum=False).build()[0])


def code128(text: str) -> Image.Image:
    """A Code 128 bar."""
    return bars(Code128(text).build()[0])


SYMBOLS: Final[Mapping[str, Callable[[str], Image.Image]]] = {"qr": qr, "code39": code39, "code128": code128}


def on_table(symbol: Image.Image, share: float = 0.62) -> Image.Image:
    """A frame with the symbol in its middle, `share` of the frame wide."""
    frame = Image.new("L", FRAME, _TABLE)
    width = round(FRAME[0] * share)
    height = min(round(width * symbol.height / symbol.width), round(FRAME[1] * 0.8))
    width = min(width, round(height * symbol.width / symbol.height))
    small = symbol.resize((width, height), Image.Resampling.LANCZOS)
    frame.paste(small, ((FRAME[0] - width) // 2, (FRAME[1] - height) // 2))
    return frame


def empty_table() -> Image.Image:
    """A frame without any code."""
    return Image.new("L", FRAME, _TABLE)


def noisy(frame: Image.Image, rng: random.Random, strength: int = 6) -> Image.Image:
    """What every sensor adds; no two frames of a camera are the same."""
    grain = Image.frombytes("L", FRAME, rng.randbytes(FRAME[0] * FRAME[1]))
    scaled = grain.point([round((value - 128) / 128 * strength) + 128 for value in range(256)])
    return ImageChops.add(frame, scaled, offset=-128)


def film(frame: Image.Image, path: Path, *, seed: int = 1) -> Path:
    """The frame filmed for a moment, as a file that Chromium takes for a camera."""
    rng = random.Random(seed)  # noqa: S311 - the same film every time
    with path.open("wb") as file:
        for _ in range(6):
            noisy(frame, rng).convert("RGB").save(file, "JPEG", quality=88)
    return path


def bars(modules: str) -> Image.Image:
    """Bars of these modules, 1 being dark."""
    return _printed([bytes(int(module) for module in modules)], across=4, along=130)


def _printed(rows: list[bytes], *, across: int, along: int) -> Image.Image:
    width, height = len(rows[0]), len(rows)
    ink = Image.frombytes("L", (width, height), b"".join(rows)).point(
        [_PAPER if value == 0 else _INK for value in range(256)]
    )
    drawn = ink.resize((width * across, height * along), Image.Resampling.NEAREST)
    margin = _QUIET * across if height == 1 else 4 * across
    paper = Image.new("L", (drawn.width + 2 * margin, drawn.height + 2 * margin), _PAPER)
    paper.paste(drawn, (margin, margin))
    return paper


def rotated(frame: Image.Image, rng: random.Random) -> Image.Image:
    """The card lies askew, by up to 40 degrees."""
    angle = rng.choice((-1, 1)) * rng.uniform(8, 40)
    return frame.rotate(angle, Image.Resampling.BICUBIC, fillcolor=_TABLE)


def blurred(frame: Image.Image, rng: random.Random) -> Image.Image:
    """Out of focus."""
    return frame.filter(ImageFilter.GaussianBlur(rng.uniform(0.8, 2.6)))


def dim(frame: Image.Image, rng: random.Random) -> Image.Image:
    """A dark foyer: little light, much grain."""
    light = rng.uniform(0.1, 0.3)
    return noisy(frame.point([round(value * light) for value in range(256)]), rng, 10)


def small(frame: Image.Image, rng: random.Random) -> Image.Image:
    """Held far away."""
    share = rng.uniform(0.42, 0.75)
    size = (round(FRAME[0] * share), round(FRAME[1] * share))
    far = Image.new("L", FRAME, _TABLE)
    corner = (rng.randrange(FRAME[0] - size[0]), rng.randrange(FRAME[1] - size[1]))
    far.paste(frame.resize(size, Image.Resampling.BILINEAR), corner)
    return far


def glared(frame: Image.Image, rng: random.Random) -> Image.Image:
    """A lamp mirrored in a plastic cover, over a part of the code."""
    shine = Image.new("L", FRAME, 0)
    x = rng.uniform(0.3, 0.7) * FRAME[0]
    y = rng.uniform(0.38, 0.62) * FRAME[1]
    radius = rng.uniform(25, 70)
    ImageDraw.Draw(shine).ellipse((x - 1.6 * radius, y - radius, x + 1.6 * radius, y + radius), fill=230)
    return ImageChops.add(frame, shine.filter(ImageFilter.GaussianBlur(radius / 3)))


def in_perspective(frame: Image.Image, rng: random.Random) -> Image.Image:
    """Seen from the side: one edge shorter than the other."""
    width, height = FRAME
    near, far = rng.uniform(0.1, 0.35), rng.uniform(0.0, 0.1)
    left, right = -near * height, far * height
    quad: tuple[float, ...] = (0.0, left, 0.0, height - left, width, height - right, width, right)
    if rng.random() < 1 / 2:
        top, bottom = -near * width, far * width
        quad = (top, 0.0, bottom, height, width - bottom, height, width - top, 0.0)
    return frame.transform(FRAME, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=_TABLE)


HARDSHIPS: Final[Mapping[str, Hardship]] = {
    "rotated": rotated,
    "blurred": blurred,
    "dim": dim,
    "small": small,
    "glare": glared,
    "perspective": in_perspective,
}


def shaken(frame: Image.Image, rng: random.Random) -> Image.Image:
    """The next frame of the same moment: the hand moves a little."""
    angle, shift = rng.uniform(-1.2, 1.2), rng.uniform(-4, 4)
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    matrix = (cos, sin, shift, -sin, cos, -shift)
    return frame.transform(FRAME, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC, fillcolor=_TABLE)
