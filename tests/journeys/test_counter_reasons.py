"""At the counter each card that does not work says why, and what to say to the customer."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people.counter import Counter
from tests.support.devices import PHONE
from tests.support.register_file import valid_cards
from tests.support.server import RunningServer
from webapp.core.cards.reasons import CardRefusal, CodeRefusal
from webapp.demo import known

pytestmark = pytest.mark.journey

REASONS = {
    known.EXPIRED_CARD: CardRefusal.CARD_EXPIRED,
    known.ENDED_CARD: CardRefusal.CARD_ENDED,
    known.WITHDRAWN_CARD: CardRefusal.CARD_WITHDRAWN,
    known.REPLACED_CODE: CardRefusal.CARD_REPLACED,
}


def test_each_card_that_does_not_work_says_why(meet: Meet) -> None:
    counter = meet(Counter, "fi", PHONE).sign_in()
    for code, reason in REASONS.items():
        counter.check(code)
        counter.sees_refused(reason)


def test_a_code_nobody_has_and_a_mistyped_code_are_told_apart(meet: Meet) -> None:
    counter = meet(Counter, "fi", PHONE).sign_in()
    counter.check(known.FREE_CODES_KAINUU[0])
    counter.sees_refused(CardRefusal.CARD_NOT_REGISTERED, heading="Not registered")

    swapped = swap_last_two_different(known.NEW_SERIES_CARD)
    counter.check(swapped)
    counter.sees_refused(CodeRefusal.CODE_CHECK_DIGIT, heading="Check the code")

    counter.check("A99912345")
    counter.sees_heading(counter.say("Check a card"))
    counter.sees(counter.speech.reason(CodeRefusal.CODE_SHAPE))


def test_an_old_code_that_nobody_has_is_a_typing_error_when_typed_and_not_registered_when_read(
    meet: Meet,
) -> None:
    code = known.FREE_OLD_CODES_KAINUU[2]  # no check digit tells whether it is written right
    counter = meet(Counter, "fi", PHONE).sign_in()
    counter.check(code)
    counter.sees_heading(counter.say("Check the code"))
    counter.is_told("No card has this code. Read it from the card once more.")
    counter.shows(code)
    expect(counter.page.locator(".kk-sheet")).to_have_class(re.compile(r"kk-tone-unknown"))  # amber
    expect(counter.button("Record")).to_have_count(0)
    counter.press("Correct")
    expect(counter.field("Card code")).to_have_value(code)
    expect(counter.field("Card code")).to_be_focused()
    counter.read_with_scanner(code)
    counter.sees_refused(CardRefusal.CARD_NOT_REGISTERED, heading="Not registered")


def test_a_community_card_records_a_group_and_no_course_place(meet: Meet, server: RunningServer) -> None:
    counter = meet(Counter, "fi", PHONE).sign_in()
    (code,) = valid_cards(server, 1, kind="community")  # another journey may just have recorded the known one
    counter.check(code)
    counter.sees_heading(counter.say("Valid"))
    counter.is_told("Community card")
    counter.is_told("Children under %(age)s of the group", age=16)
    counter.record(children=3)
    counter.sees_visit(code, children=3)


def test_more_children_than_the_card_has_are_refused_in_words(meet: Meet, server: RunningServer) -> None:
    counter = meet(Counter, "fi", PHONE).sign_in()
    counter.check(valid_cards(server, 1, children=2)[0])
    counter.is_confirmed()
    counter.fill("Children’s tickets", "3")
    counter.press("Record")
    counter.is_told("The card has children’s tickets for %(most)s at most.", most=2)
    counter.fill("Children’s tickets", "2")
    counter.press("Record")
    counter.is_ready_for_next()


def swap_last_two_different(code: str) -> str:
    """The commonest typing error: two neighbours swapped."""
    for position in range(len(code) - 2, 0, -1):
        if code[position] != code[position + 1]:
            return code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    raise AssertionError(code)
