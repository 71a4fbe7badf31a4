"""What a phone's camera reads from a screen: QR and Code 39, and no other kind of code."""

import io
from collections import defaultdict

import zxingcpp
from PIL import Image

_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code39Std])


def read_codes(picture: bytes) -> dict[str, list[str]]:
    """What is in a screenshot, by the name of the kind of code."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    found = defaultdict(list)
    # As the product's own reader: a smaller copy of the picture makes wrong readings of bars likelier.
    for one in zxingcpp.read_barcodes(image, formats=_FORMATS, try_downscale=False):
        found[str(one.format)].append(one.text)
    return dict(found)


def read_qr(picture: bytes) -> str:
    """The one QR code in a screenshot."""
    found = read_codes(picture)
    assert list(found) == ["QR Code"], f"the camera sees {found}"
    (text,) = found["QR Code"]
    return text
