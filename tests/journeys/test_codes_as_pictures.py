"""Codes as the pages draw them, read back from a screenshot by another program."""

import random
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser

from tests.support.holder_phone import read_codes
from tests.support.screenshots import picture_of
from webapp.core.cards.codes import check_digit
from webapp.plumbing.rendering.pictures import code39_svg, qr_svg

pytestmark = pytest.mark.journey

HOW_MANY = 36
_PAGE = Markup(
    "<!DOCTYPE html><style>body {{ display: flex; flex-wrap: wrap; gap: 40px; background: #fff }}"
    "svg.kk-qr {{ width: 150px; height: 150px }} svg.kk-bar {{ width: 460px; height: 60px }}</style>{}"
)


def random_codes() -> list[str]:
    """Codes of every letter, half with a check digit and half of an old series; other ones each time."""
    letters = random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=HOW_MANY)  # noqa: S311 - made-up codes
    starts = [f"{letter}{random.randrange(10**8):08}" for letter in letters]  # noqa: S311 - as above
    return [
        start + (check_digit(start) if number % 2 else str(number % 10))
        for number, start in enumerate(starts)
    ]


@pytest.mark.parametrize(("draw", "kind"), [(qr_svg, "QR Code"), (code39_svg, "Code 39")])
def test_every_code_drawn_is_read_as_itself(
    browser: Browser, tmp_path: Path, draw: object, kind: str
) -> None:
    assert callable(draw)
    codes = random_codes()
    page = browser.new_page(viewport={"width": 1280, "height": 800}, device_scale_factor=2)
    page.set_content(_PAGE.format(Markup().join(draw(code) for code in codes)))
    read = [read_codes(picture_of(drawing)) for drawing in page.locator("svg").all()]
    page.close()
    assert read == [{kind: [code]} for code in codes]
