"""Frames that are hard to read: codes tilted, mirrored, inverted, in every hardship; and some without any."""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

from tests.support.card_pictures import FRAME, code39, code128, noisy, qr, shaken
from tests.support.hardships import HARDSHIPS
from webapp.core.cards.codes import check_digit

ANGLES: Final = (0, 10, 20, 30, 40, 45)
"""Degrees by which a card is tilted; the direction is random."""
_WIDTHS: Final[Mapping[str, tuple[float, float]]] = {"qr": (190, 320), "bars": (500, 700)}
"""Pixels across a code with its quiet zone: the code in the aim frame, at arm's length to near."""
_ROUND: Final = 3
"""Degrees by which the hand of a case turns the card beyond its angle."""
_SHAKES: Final = 15
"""Pixels by which the hand moves from frame to frame, while the lamp stays."""

Picture = Image.Image


@dataclass(frozen=True)
class Kind:
    """How a code comes: what is drawn, and what a screen or a mirror makes of it."""

    draw: Callable[[str], Picture]
    is_bars: bool
    change: Callable[[Picture], Picture] = lambda picture: picture


KINDS: Final[Mapping[str, Kind]] = {
    "qr": Kind(qr, is_bars=False),
    "qr inverted": Kind(qr, is_bars=False, change=ImageOps.invert),
    "qr mirrored": Kind(qr, is_bars=False, change=ImageOps.mirror),
    "code39": Kind(code39, is_bars=True),
    "code39 inverted": Kind(code39, is_bars=True, change=ImageOps.invert),
    "code39 mirrored": Kind(code39, is_bars=True, change=ImageOps.mirror),
    "code128": Kind(code128, is_bars=True),
}


@dataclass(frozen=True)
class Case:
    """One card held before a camera for a moment."""

    code: str
    kind: str
    hardship: str
    angle: int
    frames: Sequence[Picture]


def hard_case(kind: str, hardship: str, angle: int, *, frames: int, seed: int = 0) -> Case:
    """The same frames every time for the same arguments; also seen a little from the side."""
    rng = random.Random(f"{kind} {hardship} {angle} {seed}")  # noqa: S311 - the same frames every time
    code = random_code(rng)
    printed = KINDS[kind].change(_with_text(KINDS[kind].draw(code), code))
    drawn = HARDSHIPS[hardship].on_code(printed, rng)
    view = _View.at_random(rng, KINDS[kind], drawn, angle)
    effects = rng.getrandbits(32)
    taken = []
    for _ in range(frames):
        # The lamp and the focus stay as they are from frame to frame; the hand moves, and the grain is new.
        held = HARDSHIPS[hardship].on_frame(view.shaken(rng).seen(drawn), random.Random(effects))  # noqa: S311
        taken.append(noisy(held, rng))
    return Case(code, kind, hardship, angle, taken)


def _with_text(drawn: Picture, code: str) -> Picture:
    """The code as people read it stands beneath, as on cards."""
    size = drawn.width // 12
    card = Image.new("L", (drawn.width, drawn.height + 2 * size), drawn.getpixel((0, 0)))
    card.paste(drawn)
    place = (drawn.width / 2, drawn.height)
    ImageDraw.Draw(card).text(place, code, fill=24, font=ImageFont.load_default(size), anchor="mt")
    return card


def frame_of(drawn: Picture, degrees: int, *, label: str, frames: int) -> list[Picture]:
    """Any bars on a table, turned, and seen without hardship."""
    rng = random.Random(f"{label} {degrees}")  # noqa: S311 - the same frames every time
    view = _View.at_random(rng, Kind(code39, is_bars=True), drawn, degrees)
    return [noisy(view.shaken(rng).seen(drawn), rng) for _ in range(frames)]


def scene_without_code(name: str, *, frames: int) -> list[Picture]:
    """What a camera sees between two cards."""
    rng = random.Random(name)  # noqa: S311 - the same frames every time
    scene = SCENES[name](rng)
    return [noisy(shaken(scene, rng), rng) for _ in range(frames)]


def _boards(rng: random.Random) -> Picture:
    return table_of_boards(rng.randint(60, 170), rng.uniform(-0.15, 0.15))


def _printed_page(rng: random.Random) -> Picture:
    page = Image.new("L", FRAME, 225)
    draw = ImageDraw.Draw(page)
    for line in range(20):
        words = " ".join("".join(rng.choices("aehiklmnoprstuvä", k=rng.randint(2, 11))) for _ in range(9))
        draw.text((40, 20 + line * 35), words, fill=40, font=ImageFont.load_default(24))
    return page.rotate(rng.uniform(-20, 20), Image.Resampling.BICUBIC, fillcolor=130)


def _striped_cloth(rng: random.Random) -> Picture:
    # Nothing looks more like bars: each frame is levelled and read four times in vain.
    cloth = Image.new("L", (FRAME[0] * 2, FRAME[0] * 2), 200)
    draw = ImageDraw.Draw(cloth)
    for x in range(0, cloth.width, 18):
        draw.line((x, 0, x, cloth.height), fill=70, width=7)
    turned = cloth.rotate(rng.uniform(10, 80), Image.Resampling.BICUBIC)
    left, top = (turned.width - FRAME[0]) // 2, (turned.height - FRAME[1]) // 2
    return turned.crop((left, top, left + FRAME[0], top + FRAME[1]))


SCENES: Final[Mapping[str, Callable[[random.Random], Picture]]] = {
    "boards": _boards,
    "printed page": _printed_page,
    "striped cloth": _striped_cloth,
}


def random_code(rng: random.Random) -> str:
    """Half of them of the old series, where no check digit would give a wrong read away."""
    digits = f"{rng.randrange(10**8):08d}"
    if rng.random() < 1 / 2:
        return f"A{digits}{rng.randrange(10)}"
    return f"K{digits}{check_digit('K' + digits)}"


@dataclass(frozen=True)
class _View:
    """From where the camera looks at the code."""

    width: float
    degrees: float
    lean_x: float
    lean_y: float
    x: float
    y: float
    table: int

    @classmethod
    def at_random(cls, rng: random.Random, kind: Kind, drawn: Picture, angle: int) -> "_View":
        widest = _widest(drawn.height / drawn.width, angle)
        near, far = _WIDTHS["bars" if kind.is_bars else "qr"]
        return cls(
            width=min(rng.uniform(near, far), widest),
            degrees=rng.choice((-1, 1)) * (angle + rng.uniform(-2, 2)),
            lean_x=rng.uniform(-0.15, 0.15),
            lean_y=rng.uniform(-0.15, 0.15),
            x=FRAME[0] / 2 + rng.uniform(-20, 20),
            y=FRAME[1] / 2 + rng.uniform(-20, 20),
            table=rng.randint(60, 170),
        )

    def shaken(self, rng: random.Random) -> "_View":
        return _View(
            self.width,
            self.degrees + rng.uniform(-1, 1),
            self.lean_x + rng.uniform(-0.01, 0.01),
            self.lean_y + rng.uniform(-0.01, 0.01),
            self.x + rng.uniform(-_SHAKES, _SHAKES),
            self.y + rng.uniform(-_SHAKES, _SHAKES),
            self.table,
        )

    def seen(self, drawn: Picture) -> Picture:
        """The code on a table, in perspective."""
        to_code = self._to_code(drawn)
        frame = table_of_boards(self.table, self.lean_x)
        code = drawn.transform(FRAME, Image.Transform.PERSPECTIVE, to_code, Image.Resampling.BICUBIC)
        there = Image.new("L", drawn.size, 255).transform(
            FRAME, Image.Transform.PERSPECTIVE, to_code, Image.Resampling.BILINEAR
        )
        frame.paste(code, mask=there)
        return frame

    def _to_code(self, drawn: Picture) -> tuple[float, ...]:
        # Frame to code: turned about the middle and scaled, then divided by how far away a point is.
        scale = drawn.width / self.width
        turn = math.radians(self.degrees)
        cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
        near_x, near_y = self.lean_x * 2 / FRAME[0], self.lean_y * 2 / FRAME[0]
        weight = 1 - near_x * self.x - near_y * self.y
        middle_x, middle_y = drawn.width / 2, drawn.height / 2
        start_x, start_y = -cos * self.x - sin * self.y, sin * self.x - cos * self.y
        rows = (
            (cos + middle_x * near_x, sin + middle_x * near_y, start_x + middle_x * weight),
            (-sin + middle_y * near_x, cos + middle_y * near_y, start_y + middle_y * weight),
            (near_x, near_y),
        )
        return tuple(value / weight for row in rows for value in row)


def table_of_boards(light: int, slant: float) -> Picture:
    """Their edges are straight too, and no bars."""
    table = Image.new("L", FRAME, light)
    draw = ImageDraw.Draw(table)
    for board in range(-8, 20):
        x = board * 97
        draw.line((x, 0, x + slant * 2 * FRAME[1], FRAME[1]), fill=light - 35, width=3)
    return table


def _widest(height: float, angle: int) -> float:
    """How wide a code may be and still lie in the frame when tilted; its height is a share of its width."""
    tilt = math.radians(angle + _ROUND)
    across = math.cos(tilt) + height * math.sin(tilt)
    down = math.sin(tilt) + height * math.cos(tilt)
    return min(FRAME[0] * 0.92 / across, FRAME[1] * 0.92 / down)
