"""A QR code drawn by one library is read by another as exactly its content, in every size and place."""

import io
import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from webapp.core.cards.codes import new_codes
from webapp.plumbing.rendering.pictures import qr_code, qr_svg

CARD = "A999123453"
PAIRING = "https://kaikukortti.example/oma/liita#7Q4M2K9T0VWXR3Y8H5DBCE1GJZ"
QUIET_ZONE = 4


def drawn(svg: str, width: int) -> Image.Image:
    """The picture as a browser paints it: a stroke is as thick as a module, half of it above its line."""
    size = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    path = re.findall(r'<path stroke="#000" d="([^"]+)"', svg)[0]
    large = Image.new("L", (size * 8, size * 8), 255)
    pen = ImageDraw.Draw(large)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(one) for one in numbers.split()]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            box = (x * 8, (y - 0.5) * 8, (x + values[0]) * 8 - 1, (y + 0.5) * 8 - 1)
            pen.rectangle(box, fill=0)
            x += values[0]
    return large.resize((width, width), Image.Resampling.LANCZOS)


def read(picture: Image.Image) -> list[tuple[str, str, str]]:
    """What another library reads: format, content, level of error correction."""
    return [(one.format.name, one.text, one.ec_level) for one in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("width", [87, 120, 240, 960])
def test_a_card_code_is_read_at_every_size_and_at_the_strongest_level(width: int) -> None:
    for code in (CARD, *new_codes("K", 20, taken=())):
        assert read(drawn(qr_svg(code), width)) == [("QRCode", code, "H")]


@pytest.mark.parametrize("width", [160, 320, 960])
def test_a_pairing_address_is_read_with_its_secret(width: int) -> None:
    assert read(drawn(qr_svg(PAIRING), width)) == [("QRCode", PAIRING, "M")]


def test_a_card_code_is_still_read_with_a_coin_on_it() -> None:
    picture = drawn(qr_svg(CARD), 290)
    ImageDraw.Draw(picture).ellipse((140, 140, 200, 200), fill=255)
    assert read(picture) == [("QRCode", CARD, "H")]


def test_there_is_a_quiet_zone_of_four_modules_and_the_smallest_square_for_a_card() -> None:
    svg = qr_svg(CARD)
    size = 21 + 2 * QUIET_ZONE
    assert f'viewBox="0 0 {size} {size}"' in svg
    picture = drawn(svg, size * 8)
    inside = picture.point([255 - value for value in range(256)]).getbbox()
    assert inside == (QUIET_ZONE * 8, QUIET_ZONE * 8, (size - QUIET_ZONE) * 8, (size - QUIET_ZONE) * 8)


def test_a_picture_has_no_style_and_is_short() -> None:
    assert "style" not in qr_svg(CARD)
    assert len(qr_svg(CARD)) < 860
    assert len(qr_svg(PAIRING)) < 2400


def test_the_same_content_is_always_the_same_picture() -> None:
    assert qr_svg.__wrapped__(CARD) == qr_svg.__wrapped__(CARD)
    assert qr_svg.__wrapped__(CARD) != qr_svg.__wrapped__("A999123454")


def test_a_terminal_shows_a_code_that_is_read() -> None:
    address = "https://192.168.1.20:8000"
    screen = io.StringIO()
    qr_code(address).print_ascii(out=screen, invert=True)
    lines = screen.getvalue().splitlines()
    halves = {" ": (0, 0), "\xa0": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    picture = Image.new("L", (max(map(len, lines)), 2 * len(lines)))
    for row, line in enumerate(lines):
        for column, character in enumerate(line):
            for half in (0, 1):
                picture.putpixel((column, 2 * row + half), 255 * halves[character][half])
    large = picture.resize((picture.width * 6, picture.height * 6), Image.Resampling.NEAREST)
    assert [one[1] for one in read(large)] == [address]
