"""Labels of other trades, whose bars say nearly what a card says, or what a careless reader takes for it."""

from collections.abc import Callable, Mapping
from typing import Final

from barcode.codex import PZN7, Code39, Code128, Gs1_128
from PIL import Image

from tests.support.card_pictures import bars

_CODE32: Final = "0123456789BCDFGHJKLMNPQRSTUVWXYZ"


def code32(digits: str) -> Image.Image:
    """Eight digits and their sum in six characters of Code 39, on medicine; read as "A" and nine digits."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(digits)]
    rest = int(digits + str(sum(value // 10 + value % 10 for value in doubled) % 10))
    text = ""
    for _ in range(6):
        text = _CODE32[rest % 32] + text
        rest //= 32
    return _code39(text)


def _code39(text: str) -> Image.Image:
    return bars(Code39(text, add_checksum=False).build()[0])


FOREIGN_LABELS: Final[Mapping[str, Callable[[], Image.Image]]] = {
    "Code 32": lambda: code32("01234567"),
    "Code 32 of another medicine": lambda: code32("90861236"),
    "extended Code 39": lambda: _code39("+A999123453"),
    "Code 39 with a sign beside": lambda: _code39("-A999123453"),
    "Code 39 with a check character": lambda: bars(Code39("A999123453", add_checksum=True).build()[0]),
    "a German medicine": lambda: bars(PZN7("123456").build()[0]),
    "GS1-128": lambda: bars(Gs1_128("A999123453").build()[0]),
    "small letters": lambda: bars(Code128("a999123453").build()[0]),
    "six digits": lambda: _code39("123457"),
}
