#!/usr/bin/env bash
# zxing-cpp 3.1.1 and python-barcode 0.16.1 (PyPI).
#
# An AIM symbology identifier says how a symbol is made: ]A0 is Code 39 without a check character, ]A1 the same with a
# modulo-43 check character that the reader has verified. Plain Code 39 carries none, so one would expect ]A0 for every
# plain symbol that a reader was asked for by its plain format.
#
# What happens: the identifier follows from the data. Where the last character happens to be the sum of the others, as
# for about one text in 43, the reader reports ]A1, and the text keeps that character. So whoever accepts a reading by
# its identifier must take both for the same printed symbol, or one card in 43 is refused (as this product's cards were
# while its bars were being told from other trades' labels).
#
# Prints what it saw; fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  'zxing-cpp==3.1.1' 'python-barcode[images]==0.16.1' 'numpy==2.2.6'
cat >"$folder/try.py" <<'PYTHON'
import io
import string
import sys

import barcode
import numpy
import zxingcpp
from barcode.writer import ImageWriter
from PIL import Image

ALPHABET = string.digits + string.ascii_uppercase + "-. $/+%"
TEXTS = [f"A99912345{digit}" for digit in range(10)] + [f"B12004{digit}771" for digit in range(10)]


def is_sum_of_the_others(text: str) -> bool:
    *others, last = (ALPHABET.index(one) for one in text)
    return sum(others) % 43 == last


def identifier_of(text: str) -> tuple[str, str]:
    picture = io.BytesIO()
    barcode.get("code39", text, writer=ImageWriter(), options={"add_checksum": False}).write(picture)
    pixels = numpy.array(Image.open(picture).convert("L"))
    (read,) = zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.Code39)
    return read.text, read.symbology_identifier


wrong = 0
for text in TEXTS + ["A000000000", "A00000000A"]:
    read, identifier = identifier_of(text)
    expected = "]A1" if is_sum_of_the_others(text) else "]A0"
    wrong += (read, identifier) != (text, expected)
    print(f"{text}: read as {read}, {identifier}; the last character is {'' if expected == ']A1' else 'not '}the sum")
seen = {identifier_of(text)[1] for text in TEXTS}
print("identifiers of plain symbols:", sorted(seen))
sys.exit(wrong > 0 or seen != {"]A0", "]A1"})
PYTHON
"$folder/venv/bin/python" "$folder/try.py"
