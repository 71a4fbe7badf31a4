"""What makes a code hard to read: cracks, moiré, glare, little light, no focus, a hand that moves."""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.support.card_pictures import FRAME, noisy

_MILLIMETRES: Final = 60
"""The width of a code on a card, or on a phone."""
_SLANT: Final = 5

Picture = Image.Image
Effect = Callable[[Picture, random.Random], Picture]
"""What a random source decides stays the same from frame to frame of a case: the lamp, the focus."""


@dataclass(frozen=True)
class Hardship:
    """What happens to the code itself (a crack lies on it), and what to the picture of it (blur)."""

    on_code: Effect = lambda picture, _: picture
    on_frame: Effect = lambda picture, _: picture


def _cracked(code: Picture, rng: random.Random) -> Picture:
    # A screen that fell: jagged lines from one point of impact, light or dark as the light falls.
    broken = code.copy()
    draw = ImageDraw.Draw(broken)
    millimetre = code.width / _MILLIMETRES
    impact = (rng.uniform(0, code.width), rng.choice((-0.1, 1.1)) * code.height)
    for _ in range(rng.randint(3, 6)):
        direction = rng.uniform(0, 2 * math.pi)
        points = [impact]
        for _ in range(12):
            direction += rng.uniform(-0.4, 0.4)
            x, y = points[-1]
            step = code.width / 14
            points.append((x + math.cos(direction) * step, y + math.sin(direction) * step))
        draw.line(
            points, fill=rng.choice((60, 150, 225)), width=max(1, round(rng.uniform(0.1, 0.4) * millimetre))
        )
    return broken


def _striped(code: Picture, rng: random.Random) -> Picture:
    # A screen's pixels against the camera's: waves of light and dark across the code.
    slant, length = rng.uniform(-_SLANT, _SLANT), rng.uniform(9, 30)
    reach = _SLANT * code.height
    crest = bytes(round(215 + 40 * math.sin(x / length * 2 * math.pi)) for x in range(code.width + 2 * reach))
    starts = [reach + round(slant * y) for y in range(code.height)]
    waves = b"".join(crest[start : start + code.width] for start in starts)
    return ImageChops.multiply(code, Image.frombytes("L", code.size, waves))


def _dim(frame: Picture, rng: random.Random) -> Picture:
    light = rng.uniform(0.1, 0.3)
    return noisy(frame.point([round(value * light) for value in range(256)]), rng, 8)


def _pale(frame: Picture, rng: random.Random) -> Picture:
    # A screen turned down in a bright room: black is grey, and white is not much lighter.
    low, high = rng.uniform(60, 90), rng.uniform(110, 150)
    return frame.point([round(low + value / 255 * (high - low)) for value in range(256)])


def _blurred(frame: Picture, rng: random.Random) -> Picture:
    return frame.filter(ImageFilter.GaussianBlur(rng.uniform(0.9, 1.6)))


def _moved(frame: Picture, rng: random.Random) -> Picture:
    # The hand moved while the shutter was open.
    direction, length = rng.uniform(0, 2 * math.pi), rng.uniform(2, 5)
    cells = 7
    kernel = [0.0] * (cells * cells)
    for step in range(-10, 11):
        x = cells // 2 + round(math.cos(direction) * length / 2 * step / 10)
        y = cells // 2 + round(math.sin(direction) * length / 2 * step / 10)
        kernel[y * cells + x] += 1
    return _filtered(frame, kernel, cells)


def _filtered(frame: Picture, kernel: list[float], cells: int) -> Picture:
    # Pillow's own kernels end at five by five.
    total, mean = 0.0, frame
    for cell, weight in enumerate(kernel):
        if weight:
            total += weight
            shifted = ImageChops.offset(frame, cell % cells - cells // 2, cell // cells - cells // 2)
            mean = Image.blend(mean, shifted, weight / total)
    return mean


def _glared(frame: Picture, rng: random.Random) -> Picture:
    shine = Image.new("L", FRAME, 0)
    x, y = rng.uniform(0.3, 0.7) * FRAME[0], rng.uniform(0.3, 0.7) * FRAME[1]
    radius = rng.uniform(20, 50)
    ImageDraw.Draw(shine).ellipse((x - radius, y - radius, x + radius, y + radius), fill=235)
    return ImageChops.add(frame, shine.filter(ImageFilter.GaussianBlur(radius / 3)))


def _grainy(frame: Picture, rng: random.Random) -> Picture:
    return noisy(frame, rng, 40)


HARDSHIPS: Final[Mapping[str, Hardship]] = {
    "tilt alone": Hardship(),
    "out of focus": Hardship(on_frame=_blurred),
    "moved": Hardship(on_frame=_moved),
    "grain": Hardship(on_frame=_grainy),
    "dim": Hardship(on_frame=_dim),
    "pale": Hardship(on_frame=_pale),
    "cracks": Hardship(on_code=_cracked),
    "glare": Hardship(on_frame=_glared),
    "moiré": Hardship(on_code=_striped),
    "cracks, dim": Hardship(on_code=_cracked, on_frame=_dim),
    "moiré, out of focus": Hardship(on_code=_striped, on_frame=_blurred),
}
