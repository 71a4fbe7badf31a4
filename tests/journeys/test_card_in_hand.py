"""What a cashier needs is on the card's first screen, whatever the window, the text's size and the words."""

import io
from itertools import product
from typing import Final

import pytest
from PIL import Image

from tests.journeys.conftest import Meet
from tests.journeys.people.holder import Holder
from tests.support.devices import Device
from webapp.core.languages import CODES
from webapp.plumbing.words.language import PLAIN_FINNISH

pytestmark = pytest.mark.journey

WINDOWS: Final = ((320, 568), (360, 650), (360, 740), (393, 852), (800, 360))
TEXT_SIZES: Final = ("1", "2", "3")
A_NAME: Final = "Aino-Maria Kaikkonen"
NEEDED: Final = {
    "QR": ".kk-mcard__qr svg",
    "bar": ".kk-mcard__bar svg",
    "code": ".kk-mcard__code",
    "last valid day": ".kk-mcard__facts div:nth-child(1) dd",
    "children": ".kk-mcard__facts div:nth-child(2) dd",
    "checked": ".kk-mcard__checked [data-words]",
    "name": "[data-holder-name]",
}
# In each dress of the card: where each thing stands, and whether a finger at its corners meets the card.
_LOOK: Final = """([needed, dresses]) => {
  const find = (selector) => document.querySelector(selector);
  const boxOf = (selector) => {
    const element = find(selector);
    const range = document.createRange();
    range.selectNodeContents(element);
    return (element instanceof SVGElement ? element : range).getBoundingClientRect();
  };
  const isSeen = ({ left, top, right, bottom }) =>
    left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight &&
    [[left + 1, top + 1], [right - 1, top + 1], [left + 1, bottom - 1], [right - 1, bottom - 1],
      [(left + right) / 2, (top + bottom) / 2]]
      .every(([x, y]) => find(".kk-mcard").contains(document.elementFromPoint(x, y)));
  const checked = find("[data-register]");
  const reached = checked.dataset.reached ??= checked.querySelector("[data-words]").textContent;
  return dresses.map(([size, name, isOffline]) => {
    document.documentElement.dataset.textSize = size;
    find("[data-holder-name]").textContent = name;
    find("[data-holder-name]").hidden = !name;
    checked.dataset.register = isOffline ? "out-of-reach" : "reached";
    checked.querySelector("[data-words]").textContent = isOffline ? checked.dataset.offline : reached;
    const looked = Object.entries(needed).filter(([what]) => name || what !== "name");
    const boxes = looked.map(([what, selector]) => [what, boxOf(selector)]);
    const hidden = boxes.filter(([, box]) => !isSeen(box));
    const qr = boxOf(needed.QR);
    return { side: Math.min(qr.width, qr.height), hidden: hidden.map(([what, box]) => [what, box.toJSON()]) };
  });
}"""


@pytest.fixture
def phone(meet: Meet) -> Holder:
    """With the demo's best-known card."""
    holder: Holder = meet(Holder, "fi", Device("phone", 360, 740, scale=2), still=True)
    return holder.takes_demo_card()


def speaks(holder: Holder, variant: str) -> None:
    holder.page.context.add_cookies([{"name": "language", "value": variant, "url": holder.page.url}])
    holder.open("/oma").waits_for_scripts()


def test_all_that_a_cashier_needs_is_on_the_first_screen(phone: Holder) -> None:
    dresses = list(product(TEXT_SIZES, ("", A_NAME), (False, True)))
    missing: list[str] = []
    for variant in (*CODES, PLAIN_FINNISH):
        speaks(phone, variant)
        for window in WINDOWS:
            phone.page.set_viewport_size({"width": window[0], "height": window[1]})
            looks = phone.page.evaluate(_LOOK, [NEEDED, dresses])
            for dress, look in zip(dresses, looks, strict=True):
                missing += [f"{variant}, {window}, {dress}: {one}" for one in look["hidden"]]
            sides = {look["side"] for look in looks}
            assert len(sides) == 1, f"in {window} the QR's side depends on the text: {sides}"
            assert sides.pop() >= 0.7 * min(window), window
    assert not missing, "\n".join(["", *missing])


def test_the_quiet_zone_is_white_in_every_theme(phone: Holder) -> None:
    phone.waits_for_scripts()
    qr = phone.page.locator(NEEDED["QR"])
    for theme in ("auto", "light", "dark", "contrast"):
        phone.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        for scheme in ("light", "dark"):
            phone.page.emulate_media(color_scheme=scheme)
            picture = Image.open(io.BytesIO(qr.screenshot())).convert("L")
            module = picture.width / 29  # 21 modules and four of quiet zone on each side
            # Without the outermost pixels, which the picture may share with what stands beside it.
            near, edge = 4, int(4 * module) - 6
            right, low = picture.width - near, picture.height - near
            for strip in (
                (near, near, right, edge), (near, low - edge, right, low),
                (near, near, edge, low), (right - edge, near, right, low),
            ):  # fmt: skip
                darkest, _ = picture.crop(strip).getextrema()
                assert darkest == 255, f"{theme} on a {scheme} system"


def test_the_bar_has_four_places_and_more_and_covers_nothing_that_has_the_focus(phone: Holder) -> None:
    page = phone.page
    page.set_viewport_size({"width": 320, "height": 568})
    page.evaluate("document.documentElement.dataset.textSize = '3'")
    links = page.get_by_role("navigation", name="OmaKaiku").get_by_role("link")
    assert [one.inner_text().strip() for one in links.all()] == [
        phone.say(one) for one in ("Card", "Places to go", "Visits", "Outings", "More")
    ]
    for one in links.all():
        box = one.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 48  # a thumb
    top_of_bar = page.locator(".kk-menu-bar").bounding_box()
    assert top_of_bar
    phone.waits_for_scripts()
    for _ in range(40):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "() => { const one = document.activeElement; if (one.closest('.kk-menu-bar')) return null;"
            " return one === document.body ? 0 : one.getBoundingClientRect().bottom; }"
        )
        if where is None:
            break
        assert where <= top_of_bar["y"] + 1, page.evaluate("document.activeElement.outerHTML")
    else:
        pytest.fail("the bar was never reached by keyboard")


def test_all_pages_that_are_not_in_the_bar_are_one_step_further(phone: Holder) -> None:
    for page in ("Tips", "Feedback", "Phones", "Data"):
        phone.go_to(page)
        assert phone.link("More").get_attribute("aria-current") == "page"
