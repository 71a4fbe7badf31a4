"""A hardware scanner at the counter, key by key, wherever the focus is."""

from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.speech import in_groups
from tests.support.devices import DESK, PHONE, TABLET
from tests.support.register_file import valid_cards
from tests.support.scanner import Scanner
from tests.support.server import RunningServer
from webapp.demo import known

pytestmark = pytest.mark.journey

SLOW: Final = 80
FAST: Final = 0


def shown_code(counter: Counter) -> Locator:
    """The code of the verdict on the screen."""
    return counter.page.locator(".kk-sheet [data-slot='code']")


def shows(counter: Counter, code: str) -> None:
    expect(shown_code(counter)).to_have_text(in_groups(code).replace(" ", "\u00a0"))


def choose_another_event(page: Page) -> Locator:
    """The list of events, with something in it whatever the venue has on."""
    events = page.locator("[data-slot='offers'] select")
    events.evaluate("""(select) => {
        select.append(new Option("Aamukonsertti", "999991"), new Option("Kesäteatteri", "999992"));
        select.closest("[data-slot=offers]").hidden = false;
        select.value = "999992";
    }""")
    return events


@pytest.mark.parametrize(
    ("pace", "suffix"),
    [(FAST, "Enter"), (SLOW, "Tab"), (SLOW, "")],
    ids=["no delay, Enter", "80 ms, Tab", "80 ms, no suffix"],
)
def test_a_card_is_read_with_the_focus_anywhere(
    meet: Meet, server: RunningServer, pace: int, suffix: str
) -> None:
    codes = valid_cards(server, 7)
    counter = meet(Counter, "fi", DESK).sign_in().open("/kohde")
    counter.waits_for_scripts()
    page = counter.page
    scanner = Scanner(page, pace=pace, suffix=suffix)
    sent = page.evaluate_handle("""() => {
        const pressed = [];
        document.addEventListener("click", (event) => pressed.push(event.target.textContent), true);
        return pressed;
    }""")
    expect(counter.field("Card code")).to_be_focused()
    scanner.reads(codes[0])
    shows(counter, codes[0])

    counter.field("Children’s tickets").focus()
    before = counter.field("Children’s tickets").input_value()
    children = page.locator("[data-slot='children'] input").element_handle()
    scanner.reads(codes[1])
    shows(counter, codes[1])
    assert children is not None
    assert children.evaluate("(input) => input.value") == before

    events = choose_another_event(page)
    kept = events.element_handle()
    events.focus()
    scanner.reads(codes[2])
    shows(counter, codes[2])
    assert kept is not None
    assert kept.evaluate("(select) => select.value") == "999992"

    counter.button("Record").focus()
    scanner.reads(codes[3])
    shows(counter, codes[3])

    counter.unfold("Assistant or interpreter along")
    page.locator("summary:focus, summary").first.focus()
    scanner.reads(codes[4])
    shows(counter, codes[4])

    page.evaluate("""() => {
        const dialog = document.createElement("dialog");
        dialog.id = "own";
        dialog.innerHTML = "<button>Kyllä</button><input aria-label='Muistio'>";
        document.body.append(dialog);
        dialog.showModal();
    }""")
    note = page.get_by_label("Muistio")
    note.focus()
    scanner.reads(codes[5])
    shows(counter, codes[5])
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.locator("#own input").input_value() == ""

    page.evaluate("() => document.activeElement.blur()")
    scanner.reads(codes[6])
    shows(counter, codes[6])
    assert (
        sent.evaluate("(pressed) => pressed.filter((text) => text.trim() !== '').length") == 1
    )  # the unfolding
    counter.open("/kohde/kirjaukset")
    for code in codes:
        expect(counter.visit_of(code)).to_have_count(0)


@pytest.mark.parametrize("suffix", ["Enter", "Tab", ""], ids=["Enter", "Tab", "no suffix"])
def test_a_card_read_in_the_middle_of_issuing_is_the_code(meet: Meet, suffix: str) -> None:
    code = known.FREE_CODES_KAINUU[6]
    distributor = meet(Distributor, "fi", TABLET).sign_in()
    distributor.open("/jakaja/uusi").waits_for_scripts()
    year = distributor.field("Year of birth")
    year.focus()
    hands = Scanner(distributor.page, pace=170, suffix="")
    hands.reads("1984")
    Scanner(distributor.page, pace=SLOW, suffix=suffix).reads(f"]C0{code}")
    expect(distributor.field("Code of the printed card")).to_have_value(code)
    expect(year).to_have_value("1984")
    distributor.sees_heading(distributor.say("Issue a card"))


def test_what_hands_type_into_a_dialog_stays_there(meet: Meet) -> None:
    counter = meet(Counter, "fi", PHONE).sign_in().open("/kohde")
    counter.waits_for_scripts()
    page = counter.page
    page.evaluate("""() => {
        document.body.insertAdjacentHTML("beforeend", "<dialog id=own><input aria-label=Muistio></dialog>");
        document.querySelector("#own").showModal();
    }""")
    note = page.get_by_label("Muistio")
    note.focus()
    hands = Scanner(page, pace=170, suffix="")
    hands.reads("Sali K2, A1234 ja K123abc")
    expect(note).to_have_value("Sali K2, A1234 ja K123abc")
    Scanner(page, pace=90, suffix="").reads("A1234")
    expect(note).to_have_value("Sali K2, A1234 ja K123abcA1234")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_scanner_with_an_aim_identifier_stuck_shift_or_stars_is_understood(
    meet: Meet, server: RunningServer
) -> None:
    codes = valid_cards(server, 4)
    counter = meet(Counter, "fi", DESK).sign_in().open("/kohde")
    counter.waits_for_scripts()
    scanner = Scanner(counter.page, pace=SLOW, suffix="Enter")
    for code, typed in zip(
        codes,
        (f"]A0{codes[0]}", f"*{codes[1].lower()}*", f"Ä0{codes[2]}", _with_shift(codes[3])),
        strict=True,
    ):
        scanner.reads(typed)
        shows(counter, code)


def _with_shift(code: str) -> str:
    return code[0] + "".join('=!"#¤%&/()'[int(digit)] for digit in code[1:])
