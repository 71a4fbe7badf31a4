"""The main tasks without scripts, and without a mouse."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter, PlainCounter
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.holder import Holder
from tests.journeys.people.person import wait_for_scripts
from tests.support.devices import DESK, PHONE, TABLET
from webapp.demo import known

pytestmark = pytest.mark.journey

FURTHEST_TABS = 60


def test_everything_works_where_scripts_do_not_run(meet: Meet) -> None:
    code = known.FREE_CODES_KAINUU[1]
    distributor = meet(Distributor, "fi", TABLET, scripts=False).sign_in()
    distributor.issue_card(code, children=1)
    distributor.reads_what_to_write(code, children=1)

    holder = meet(Holder, "fi", PHONE, scripts=False)
    holder.take_card_with_code(*distributor.tell_pairing_code())
    holder.shows_on_screen(code, children=1)
    holder.opens_again()

    counter = meet(PlainCounter, "fi", PHONE, scripts=False).sign_in()
    counter.check(code)
    counter.fill("Children’s tickets", "1")
    counter.press("Record")
    counter.is_ready_for_next()
    counter.sees_visit(code, children=1)
    counter.undo(code)


def test_a_card_is_issued_with_the_keyboard_alone(meet: Meet) -> None:
    distributor = meet(Distributor, "fi", DESK).sign_in()
    page = distributor.open("/jakaja/uusi").page
    for label, text in (
        ("Code of the printed card", known.FREE_CODES_KAINUU[2]),
        ("Year of birth", "1950"),
        ("Postal code of the home", "87100"),
        ("Own children and grandchildren under %(age)s", "0"),
    ):
        go_to(page, distributor.field(label, age=16))
        page.keyboard.press("Control+a")
        page.keyboard.type(text)
    go_to(page, distributor.button("Issue the card"))
    page.keyboard.press("Enter")
    distributor.reads_what_to_write(known.FREE_CODES_KAINUU[2], children=0)


def test_a_visit_is_recorded_and_undone_with_the_keyboard_alone(meet: Meet) -> None:
    counter = meet(Counter, "fi", DESK).sign_in()
    page = counter.open("/kohde").page
    page.keyboard.type(known.VALID_CARD)
    page.keyboard.press("Enter")
    counter.sees_heading(counter.say("Valid"))
    go_to(page, counter.field("Children’s tickets"))
    page.keyboard.press("Control+a")
    page.keyboard.type("2")
    go_to(page, counter.button("Record"))
    page.keyboard.press("Enter")
    counter.is_ready_for_next()
    go_to(page, counter.visit_of(known.VALID_CARD).first.get_by_role("button").first)
    page.keyboard.press("Space")
    go_to(page, counter.button("Undo the visit"))
    page.keyboard.press("Enter")
    expect(counter.visit_of(known.VALID_CARD).first).to_contain_text(counter.say("Undone"))
    counter.has_sent_everything()


def test_omakaiku_is_used_with_the_keyboard_alone(meet: Meet) -> None:
    distributor = meet(Distributor, "fi", TABLET).sign_in()
    distributor.issue_card(known.FREE_CODES_KAINUU[8], children=0)
    slip = distributor.make_slip().lower().replace("0", "o")
    holder = meet(Holder, "fi", PHONE).open("/oma")
    page = holder.page
    enter(page, holder.link("I have a code"))
    write(page, holder.field("Code from the place that gave you the card"), slip)
    enter(page, holder.button("Take the card"))
    enter(page, holder.link("See my card"))
    holder.sees_card()
    enlarge = page.get_by_label(holder.say("Show the code over the whole screen"))
    enter(page, enlarge)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(enlarge).to_be_focused()

    enter(page, holder.link("More pages of OmaKaiku"))
    enter(page, holder.link("Feedback"))
    go_to(page, page.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    write(page, holder.field("Your feedback"), "Näppäimistöllä pääsi perille.")
    enter(page, holder.button("Send the feedback"))
    holder.is_told("Thank you. Your feedback has been sent, and the answer comes to this page.")
    enter(page, holder.link("Outings"))
    enter(page, page.get_by_role("button", name=holder.say("I am coming along")).first)
    holder.is_told("You are coming along")
    enter(page, holder.link("Places to go"))
    write(page, holder.field("What would you like? (optional)"), "kajaanin uimahalli")
    page.keyboard.press("Enter")
    enter(page, page.get_by_role("link", name="Kajaanin uimahalli", exact=True))
    holder.is_told("Free with the card")


def test_the_next_card_may_be_read_while_a_verdict_is_shown(meet: Meet) -> None:
    counter = meet(Counter, "fi", PHONE).sign_in()
    counter.check(known.EXPIRED_CARD)
    counter.sees_heading(counter.say("Not valid"))
    counter.read_with_scanner(known.VALID_CARD)
    counter.sees_heading(counter.say("Valid"))


def test_a_distributor_may_read_the_card_before_filling_in_anything(meet: Meet) -> None:
    code = known.FREE_CODES_KAINUU[5]
    distributor = meet(Distributor, "fi", TABLET).sign_in()
    expect(distributor.open("/jakaja/uusi").field("Code of the printed card")).to_be_focused()
    distributor.read_with_scanner(code)  # its Enter must not send a form that has only begun
    expect(distributor.field("Year of birth")).to_be_focused()
    distributor.fill_in_background(children=1)
    distributor.press("Issue the card")
    distributor.reads_what_to_write(code, children=1)


def enter(page: Page, wanted: Locator) -> None:
    """Go to a link or a button and press it."""
    go_to(page, wanted)
    page.keyboard.press("Enter")


def write(page: Page, field: Locator, text: str) -> None:
    """Go to a field and type."""
    go_to(page, field)
    page.keyboard.type(text)


def go_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there; it must be seen, and not be covered by anything."""
    wait_for_scripts(page)
    for _ in range(FURTHEST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    expect(wanted).to_be_in_viewport(ratio=0.9)
