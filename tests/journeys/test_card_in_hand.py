"""What a cashier needs is on the card's first screen, whatever the window, the text's size and the words."""

import io
from itertools import product
from typing import Final

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Meet
from tests.journeys.people.holder import Holder
from tests.support.axe import Examiner
from tests.support.devices import Device
from tests.support.holder_phone import read_codes
from tests.support.register_file import new_pairing
from tests.support.screenshots import picture_of
from tests.support.server import RunningServer
from tests.support.told_controls import badly_told_controls
from tests.support.traces import HOLDERS_NAME
from webapp.core.languages import CODES
from webapp.demo.known import EXPIRED_CARD, NEW_SERIES_CARD, VALID_CARD
from webapp.plumbing.words.language import PLAIN_FINNISH

pytestmark = pytest.mark.journey

WINDOWS: Final = ((320, 568), (360, 650), (360, 740), (393, 852), (800, 360))
TEXT_SIZES: Final = ("1", "2", "3")
NAMES: Final = ("", "Aino-Maria Kaikkonen", "Maria-Margareeta von Hohenlohe-Kaikkonen")
"""None, one of a line, and the longest that the field takes."""
NEEDED: Final = {
    "QR": ".kk-mcard__qr svg",
    "bar": ".kk-mcard__bar svg",
    "code": ".kk-mcard__code",
    "last valid day": ".kk-mcard__facts div:nth-child(1) dd",
    "children": ".kk-mcard__facts div:nth-child(2) dd",
    "checked": ".kk-mcard__checked [data-words]",
    "name": ".kk-mcard__name",
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
  const { offline } = checked.closest("[data-offline]").dataset;
  const reached = checked.dataset.reached ??= checked.querySelector("[data-words]").textContent;
  return dresses.map(([size, name, isOffline]) => {
    document.documentElement.dataset.textSize = size;
    find(needed.name).textContent = name;
    find(needed.name).hidden = !name;
    checked.dataset.register = isOffline ? "out-of-reach" : "reached";
    checked.querySelector("[data-words]").textContent = isOffline ? offline : reached;
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


def sides_of_the_qr(holder: Holder) -> dict[tuple[int, int], float]:
    """By window; the first card's whole first screen has been looked at in every dress."""
    dresses = list(product(TEXT_SIZES, NAMES, (False, True)))
    missing: list[str] = []
    found: dict[tuple[int, int], float] = {}
    for variant in (*CODES, PLAIN_FINNISH):
        speaks(holder, variant)
        holder.page.keyboard.press("ArrowLeft")  # to the first of two
        for window in WINDOWS:
            holder.page.set_viewport_size({"width": window[0], "height": window[1]})
            looks = holder.page.evaluate(_LOOK, [NEEDED, dresses])
            for dress, look in zip(dresses, looks, strict=True):
                missing += [f"{variant}, {window}, {dress}: {one}" for one in look["hidden"]]
            sides = {look["side"] for look in looks} | {found.get(window, looks[0]["side"])}
            assert len(sides) == 1, f"in {window} the QR's side depends on the text: {sides}"
            found[window] = sides.pop()
    assert not missing, "\n".join(["", *missing])
    return found


def test_all_that_a_cashier_needs_is_on_the_first_screen_with_one_card_and_with_two(
    phone: Holder, server: RunningServer
) -> None:
    with_one = sides_of_the_qr(phone)
    assert [window for window, side in with_one.items() if side < max(227, 0.7 * min(window))] == []
    speaks(phone, "fi")
    takes_another(phone, server, NEW_SERIES_CARD)
    assert sides_of_the_qr(phone) == with_one


def test_the_quiet_zone_is_white_in_every_theme(phone: Holder) -> None:
    phone.waits_for_scripts()
    qr = phone.page.locator(NEEDED["QR"])
    for theme in ("auto", "light", "dark", "contrast"):
        phone.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        for scheme in ("light", "dark"):
            phone.page.emulate_media(color_scheme=scheme)
            image = Image.open(io.BytesIO(picture_of(qr))).convert("L")
            module = image.width / 29  # 21 modules and four of quiet zone on each side
            # Without the outermost pixels, which the picture may share with what stands beside it.
            near, edge = 4, int(4 * module) - 6
            right, low = image.width - near, image.height - near
            for strip in (
                (near, near, right, edge), (near, low - edge, right, low),
                (near, near, edge, low), (right - edge, near, right, low),
            ):  # fmt: skip
                darkest, _ = image.crop(strip).getextrema()
                assert darkest == 255, f"{theme} on a {scheme} system"


def test_the_bar_has_four_places_and_more_and_covers_nothing_that_has_the_focus(phone: Holder) -> None:
    page = phone.page
    page.set_viewport_size({"width": 320, "height": 568})
    page.evaluate("document.documentElement.dataset.textSize = '3'")
    links = page.get_by_role("navigation", name="OmaKaiku").get_by_role("link")
    assert [one.locator("span").first.inner_text() for one in links.all()] == [
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
        assert phone.link("More pages of OmaKaiku").get_attribute("aria-current") == "page"


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_the_header_is_one_row_on_the_narrowest_phone(phone: Holder, size: str) -> None:
    phone.page.set_viewport_size({"width": 320, "height": 568})
    for variant in (*CODES, PLAIN_FINNISH):
        speaks(phone, variant)
        phone.open("/oma/lisaa")
        phone.page.evaluate("(size) => { document.documentElement.dataset.textSize = size; }", size)
        boxes = [one.bounding_box() for one in phone.page.locator("header a, header button").all()]
        assert len({box["y"] + box["height"] / 2 for box in boxes if box}) == 1, variant
        assert all(min(box["width"], box["height"]) >= 24 for box in boxes if box), variant


_SHOWN_LARGE: Final = {
    "QR": ".kk-enlarged__qr",
    "bar": ".kk-enlarged__bar",
    "code": ".kk-enlarged__code",
    "name": ".kk-enlarged__name",
    "last valid day": ".kk-enlarged__facts p:nth-of-type(3)",
    "children": ".kk-enlarged__facts p:nth-of-type(4)",
    "brightness": ".kk-enlarged__hint",
    "close": ".kk-enlarged [data-close]",
}
_OUT_OF_WINDOW: Final = """(needed) => Object.entries(needed).filter(([, selector]) => {
  const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();
  return !(left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && right > left);
}).map(([what]) => what)"""


def test_full_screen_makes_the_code_bigger_and_keeps_the_facts(phone: Holder) -> None:
    page = phone.page
    phone.waits_for_scripts()  # one of them writes the holder's name, or hides it
    page.evaluate(
        "(name) => { const one = document.querySelector('.kk-enlarged__name');"
        " one.textContent = name; one.hidden = false; }",
        NAMES[1],
    )
    for window in WINDOWS:
        page.set_viewport_size({"width": window[0], "height": window[1]})
        on_card = page.locator(NEEDED["QR"]).bounding_box()
        dialog = phone.enlarges_the_code()
        for size in TEXT_SIZES:
            page.evaluate("(size) => { document.documentElement.dataset.textSize = size; }", size)
            large = page.locator(_SHOWN_LARGE["QR"]).bounding_box()
            page.evaluate("() => document.fonts.ready.then(() => true)")  # another one's letters are wider
            assert on_card
            assert large
            assert large["width"] == min(window), "the QR reaches from edge to edge"
            assert large["width"] > on_card["width"]
            assert page.evaluate(_OUT_OF_WINDOW, _SHOWN_LARGE) == [], f"{window}, text {size}"
        assert read_codes(picture_of(page)) == {"QR Code": [VALID_CARD], "Code 39": [VALID_CARD]}
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def takes_another(holder: Holder, server: RunningServer, code: str) -> None:
    holder.open("/oma/liita")
    holder.fill("Code from the place that gave you the card", new_pairing(server, code))
    holder.press("Take the card")
    holder.goes_on_to_the_card()


@pytest.fixture
def shared(phone: Holder, server: RunningServer) -> Holder:
    """The phone of a parent, which takes a grown child's card too."""
    takes_another(phone, server, NEW_SERIES_CARD)
    return phone


def tab_of(holder: Holder, code: str) -> Locator:
    tabs = holder.page.get_by_role("navigation", name=holder.say("The cards on this phone"))
    return tabs.get_by_role("link", name=f"••{code[-3:]}")


def is_in_view(holder: Holder, code: str) -> None:
    expect(tab_of(holder, code)).to_have_attribute("aria-current", "true")
    expect(holder.page.locator(f"[data-copied='{code}']")).to_be_in_viewport(ratio=0.9)


def test_two_cards_on_one_phone_both_stay_and_each_is_one_step_away(shared: Holder) -> None:
    page = shared.page
    shared.waits_for_scripts()
    assert [*Examiner().violations(page), *badly_told_controls(page)] == []
    is_in_view(shared, NEW_SERIES_CARD)  # it has just come
    page.keyboard.press("ArrowLeft")
    is_in_view(shared, VALID_CARD)
    tab_of(shared, NEW_SERIES_CARD).click()
    is_in_view(shared, NEW_SERIES_CARD)
    page.locator(".kk-mcards").evaluate("(lane) => lane.scrollTo({ left: 0 })")  # a swipe
    is_in_view(shared, VALID_CARD)
    page.locator(f"article:has([data-copied='{VALID_CARD}']) .kk-mcard__codes").click()
    expect(page.locator("#large-card-1")).to_be_in_viewport(ratio=0.9)
    shared.follow("The other card")
    expect(page.locator("#large-card-2")).to_be_in_viewport(ratio=0.9)
    assert read_codes(picture_of(page)) == {"QR Code": [NEW_SERIES_CARD], "Code 39": [NEW_SERIES_CARD]}
    shared.follow("Close")


def test_what_stands_below_follows_the_card_in_view(phone: Holder, server: RunningServer) -> None:
    takes_another(phone, server, EXPIRED_CARD)  # which has much to say
    phone.waits_for_scripts()
    card, expired = phone.page.locator("#card-1"), phone.page.locator("#card-2")
    below = phone.page.locator(".kk-mcard-below")
    for window in WINDOWS:
        phone.page.set_viewport_size({"width": window[0], "height": window[1]})
        for key, shown in (("ArrowLeft", card), ("ArrowRight", expired)):
            phone.page.keyboard.press(key)
            expect(shown).to_be_in_viewport()
            expect(below).to_have_js_property("offsetTop", bottom_of(shown))


def bottom_of(card: Locator) -> int:
    return int(card.evaluate("(one) => one.offsetTop + one.offsetHeight"))


def test_each_of_two_cards_has_its_own_name_pages_and_end(shared: Holder) -> None:
    shared.writes_name(HOLDERS_NAME)
    expect(tab_of(shared, NEW_SERIES_CARD)).to_contain_text(HOLDERS_NAME)
    expect(tab_of(shared, VALID_CARD)).not_to_contain_text(HOLDERS_NAME)
    shared.follow("Visits")
    about = shared.page.locator(".kk-which-card strong")
    expect(about).to_contain_text(HOLDERS_NAME)
    shared.press("Change to the other card")
    expect(about).to_contain_text(f"••{VALID_CARD[-3:]}")
    shared.sees_heading(shared.say("My visits"))

    shared.open("/oma").waits_for_scripts()
    other = shared.page.get_by_role("region", name=f"••{NEW_SERIES_CARD[-3:]}")
    other.get_by_role("button", name=shared.say("Take the card off this phone"), exact=True).click()
    shared.sees_heading(shared.say("Take the card off this phone?"))
    shared.press("Take the card off this phone")
    shared.is_told("The card has been taken off this phone.")
    shared.shows_on_screen(VALID_CARD, children=2)
    expect(shared.page.locator("article")).to_have_count(1)
    shared.waits_for_scripts()
    assert shared.page.evaluate("localStorage.length") == 0
