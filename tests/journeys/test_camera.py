"""The camera reads cards at the counter: films of cards go through a real browser's camera."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.person import Person
from tests.journeys.people.speech import Speech
from tests.support.axe import Examiner
from tests.support.browser_log import BrowserLog
from tests.support.card_pictures import SYMBOLS, code39, empty_table, film, on_table, qr
from tests.support.chromium import ARGUMENTS, fake_camera, find
from tests.support.devices import PHONE
from tests.support.drawn_camera import DrawnCamera
from tests.support.foreign_labels import FOREIGN_LABELS
from tests.support.narrow import sideways_scrolling
from tests.support.register_file import valid_cards
from tests.support.server import RunningServer
from webapp.core.cards.reasons import CardRefusal
from webapp.demo import known

pytestmark = pytest.mark.journey

A_WHILE_SECONDS = 4
"""Longer than the three seconds for which a code that was read is ignored."""
_CURRENT_TIME = "document.querySelector('video').currentTime"

Stand = Callable[..., Any]
"""`stand(Counter, frame)`: somebody signed in whose camera sees this frame; None: without a camera."""


@pytest.fixture
def stand(browser: Browser, server: RunningServer, spoken_app: Flask, tmp_path: Path) -> Iterator[Stand]:
    opened: list[tuple[Browser, BrowserLog]] = []

    def somebody(kind: type[Person], frame: Image.Image | None, *arguments: str) -> Person:
        camera = fake_camera(film(frame, tmp_path / "camera.mjpeg")) if frame else ()
        launched = browser.browser_type.launch(
            executable_path=find(asks_permission=True), args=[*ARGUMENTS, *camera, *arguments], headless=True
        )
        context = launched.new_context(
            base_url=server.address,
            locale="fi-FI",
            viewport={"width": PHONE.width, "height": PHONE.height},
            has_touch=True,
        )
        log = BrowserLog()
        log.watch(context)
        opened.append((launched, log))
        return kind(context.new_page(), Speech(spoken_app, "fi"), log).sign_in()

    yield somebody
    for launched, log in opened:
        launched.close()
        assert log.complaints == []


def test_cards_and_foreign_labels_before_the_camera_are_told_apart(meet: Meet, server: RunningServer) -> None:
    counter = meet(Counter, "fi", PHONE)
    camera = DrawnCamera(counter.page)
    open_camera(counter.sign_in().open("/kohde"))
    frames = [
        on_table(draw(code)) for draw, code in zip(SYMBOLS.values(), valid_cards(server, 3), strict=True)
    ]
    tilted = on_table(code39(known.VALID_CARD)).rotate(35, fillcolor=120)
    others = [on_table(FOREIGN_LABELS[label]()) for label in ("Code 32", "extended Code 39", "GS1-128")]
    another_qr = on_table(qr("https://example.com/ticket/123"))
    for card, label in zip([*frames, tilted], [another_qr, *others], strict=True):
        camera.sees(label)
        counter.is_told("This is not a Kaikukortti code. Look for the code on the card.")
        expect(counter.field("Card code")).to_have_value("")
        counter.sees_heading(counter.say("Check a card"))
        camera.sees(card)
        counter.sees_heading(counter.say("Valid"))
        camera.sees_table()
        counter.part("sheet-place").get_by_role("button", name=counter.say("Close")).click()


def test_after_a_no_the_camera_waits_for_the_next_card_and_not_for_the_same(stand: Stand) -> None:
    counter = stand(Counter, on_table(qr(known.EXPIRED_CARD)))
    asked: list[str] = []
    counter.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    open_camera(counter.open("/kohde"))
    counter.sees_heading(counter.say("Not valid"))
    counter.sees(counter.speech.reason(CardRefusal.CARD_EXPIRED))
    expect(viewfinder(counter)).to_be_visible()
    marked = mark_page(counter)
    sees_more(counter, seconds=A_WHILE_SECONDS)
    expect(marked).to_have_count(1)
    assert asked.count("/api/cards/check") == 1


def test_the_camera_waits_while_a_visit_waits_to_be_recorded(stand: Stand) -> None:
    counter = stand(Counter, on_table(qr(known.NEW_SERIES_CARD)))
    open_camera(counter.open("/kohde"))
    counter.sees_heading(counter.say("Valid"))
    # What was judged waits to be recorded: the card still in sight must not be asked about again.
    sees_more(counter, seconds=A_WHILE_SECONDS)
    counter.sees_heading(counter.say("Valid"))
    counter.press("Record")
    expect(counter.part("last")).to_be_visible()
    expect(counter.field("Card code")).not_to_be_focused()  # no keyboard comes up over the picture
    sees_more(counter, seconds=1)
    counter.sees_heading(counter.say("Check a card"))
    expect(viewfinder(counter)).to_be_visible()
    counter.press("Close")
    counter.open("/kohde")
    expect(counter.button("Read with the camera")).to_be_visible()
    expect(viewfinder(counter)).to_be_hidden()


def test_an_open_viewfinder_is_accessible_and_finds_nothing_on_an_empty_table(stand: Stand) -> None:
    counter = stand(Counter, empty_table())
    open_camera(counter.open("/kohde"))
    counter.is_told("Hold the card’s code inside the frame.")
    assert list(Examiner().violations(counter.page)) == []
    assert sideways_scrolling(counter.page) == []
    sees_more(counter, seconds=1)
    expect(counter.field("Card code")).to_have_value("")
    counter.read_with_scanner(known.VALID_CARD)
    counter.sees_heading(counter.say("Valid"))


def test_without_a_camera_pictures_are_read(meet: Meet, server: RunningServer, tmp_path: Path) -> None:
    counter = meet(Counter, "fi", PHONE).sign_in()
    open_camera(counter.open("/kohde"))
    counter.is_told("No camera was found on this device. Type the code, or choose a picture of it.")
    codes = iter(valid_cards(server, 2 * len(SYMBOLS)))
    for draw in SYMBOLS.values():
        for lay in (on_table, without_ground):
            code = next(codes)
            choose_picture(counter, saved(lay(draw(code)), tmp_path))
            counter.shows(code)
            counter.sees_heading(counter.say("Valid"))
            counter.part("sheet-place").get_by_role("button", name=counter.say("Close")).click()
    told = {
        "This is not a Kaikukortti code. Look for the code on the card.": saved(
            on_table(FOREIGN_LABELS["Code 32"]()), tmp_path
        ),
        "No code was found in the picture. Take a sharper one, closer to the code.": saved(
            empty_table(), tmp_path
        ),
        "This picture cannot be opened. Choose another one.": no_picture(tmp_path),
    }
    for sentence, picture in told.items():
        choose_picture(counter, picture)
        counter.is_told(sentence)
        expect(counter.field("Card code")).to_have_value("")


def test_a_refused_camera_says_what_to_do_and_typing_works(stand: Stand) -> None:
    counter = stand(Counter, None, "--use-fake-device-for-media-stream", "--deny-permission-prompts")
    open_camera(counter.open("/kohde"))
    counter.is_told(
        "The camera is not allowed. Allow it for this site in the browser’s settings and try again. "
        "You can also type the code."
    )
    assert list(Examiner().violations(counter.page)) == []
    counter.fill("Card code", known.VALID_CARD)
    counter.press("Check")
    counter.sees_heading(counter.say("Valid"))


def test_the_distributor_s_field_is_filled_and_the_next_one_waits(stand: Stand) -> None:
    code = known.FREE_CODES_KAINUU[9]
    distributor = stand(Distributor, on_table(qr(code)))
    open_camera(distributor.open("/jakaja/uusi"))
    expect(distributor.field("Code of the printed card")).to_have_value(code)
    expect(distributor.field("Year of birth")).to_be_focused()
    expect(viewfinder(distributor)).to_be_hidden()


def without_ground(symbol: Image.Image) -> Image.Image:
    """Black where there is ink, nothing elsewhere: as a code is saved from a page."""
    ink = Image.new("RGBA", symbol.size, "black")
    ink.putalpha(symbol.point([255 if light < 128 else 0 for light in range(256)]))
    return ink


def saved(picture: Image.Image, folder: Path) -> Path:
    """As a file of its own that can be chosen."""
    path = folder / f"{len(list(folder.iterdir()))}.png"
    picture.save(path)
    return path


def no_picture(folder: Path) -> Path:
    """A file that only pretends."""
    path = folder / "text.png"
    path.write_text("no picture")
    return path


def open_camera(person: Person) -> None:
    person.press("Read with the camera")


def choose_picture(person: Person, picture: Path) -> None:
    """In an open viewfinder, as a person does: before that there is nothing to choose with.

    The decoder, which the first picture loads, may need a while on a busy machine.
    """
    expect(viewfinder(person)).to_be_visible()
    person.field("From a picture").set_input_files(picture)
    reading = person.page.get_by_text(person.say("Reading the picture…"))
    expect(reading).to_have_count(0)


def viewfinder(person: Person) -> Locator:
    return person.page.get_by_role("group", name=person.say("Camera"), exact=True)


def sees_more(person: Person, *, seconds: float) -> None:
    """So much of the film later, on the film's own clock."""
    until = person.page.evaluate(_CURRENT_TIME) + seconds
    person.page.wait_for_function(f"(until) => {_CURRENT_TIME} >= until", arg=until)


def mark_page(person: Person) -> Locator:
    """Something that the page loses when another one is loaded."""
    person.page.evaluate("document.body.dataset.marked = 'yes'")
    return person.page.locator("body[data-marked]")
