"""A whole shift at one counter: afterwards the register holds what the script says, and nothing else."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import cycle

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.people.counter_phone import CounterPhone
from tests.journeys.people.speech import Speech, in_groups, spaced
from tests.support.card_pictures import SYMBOLS
from tests.support.drawn_camera import DrawnCamera
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.phone_browser import PhoneBrowser
from tests.support.register_file import StoredVisit, lost_numbers, stored_visits, valid_cards
from tests.support.scanner import Scanner
from tests.support.server import RunningServer
from tests.support.shift_script import WAYS, Expected, Step, steps
from webapp.demo import known

pytestmark = pytest.mark.journey

SIXTY = 60
_WORDS = {"no": "Not valid", "closed": "Already recorded", "doubt": "Check the code"}


class Shift:
    """Somebody at a counter who does line after line of the script."""

    def __init__(self, counter: CounterPhone, proxy: FaultProxy, codes: Mapping[str, str]) -> None:
        self.counter, self.proxy, self.codes = counter, proxy, codes
        self.camera = DrawnCamera(counter.page)
        self._symbols = cycle(SYMBOLS)

    def begin(self) -> None:
        """Ready to work without a network, with the camera open."""
        self.counter.sign_in()
        self.counter.get_ready()
        self.counter.press("Read with the camera")
        self._scanner = Scanner(self.counter.page, pace=4, suffix="Enter")

    def do(self, step: Step) -> None:
        """One line."""
        match step.verb:
            case "weather":
                self._change_weather(Weather(step.card))
            case "reload":
                self.counter.reloads()
                self.counter.waits_for_scripts()
            case "undo":
                self.counter.undoes_last()
            case "group":
                self._begin_group(step)
            case "together":
                self.counter.part("record-group").click()
                self._is_ready(self.counter.say("Group: %(count)s", count=self._members))
                self._members = 0
            case "record":
                self.counter.press("Record")
                expect(self.counter.part("sheet-place")).to_be_hidden()
            case "kept":
                self.counter.press("Record card %(code)s", code=in_groups(self.codes[step.card]))
                self._is_ready(self.codes[step.card])
            case "drop":
                self.counter.press("Do not record card %(code)s", code=in_groups(self.codes[step.card]))
            case _:
                self._serve(step)

    _members = 0
    """How many cards of a group have been read that are along; 0 outside a group."""

    def _change_weather(self, weather: Weather) -> None:
        if weather is Weather.FAIR:
            self.counter.is_told_of("offline")
            self.proxy.change(weather)
            self.counter.sends_now()
            self.counter.has_sent_everything()
        self.proxy.change(weather)

    def _begin_group(self, step: Step) -> None:
        self._read("scan", self.codes[step.card])
        self.counter.shows(self.codes[step.card])
        self._add_children(step.children)
        self.counter.press("Who is along?")
        expect(self.counter.part("group")).to_be_visible()
        self._members = 1

    def _serve(self, step: Step) -> None:
        code = self.codes[step.card]
        if step.verb == "mistype":
            self._type_wrong_first(code)
        else:
            self._read(step.verb, code)
        if self._members:
            return self._is_in_group(code, step.how)
        if step.how == "behind":
            return expect(self.counter.part("kept")).to_contain_text(spaced(code))
        self.counter.shows(code)
        self.camera.sees_table()
        self._answer(step)
        return None

    def _answer(self, step: Step) -> None:
        counter = self.counter
        match step.how:
            case "keep":
                counter.sees_heading(counter.say("Valid"))
                return
            case "no" | "closed" | "doubt":
                counter.sees_heading(counter.say(_WORDS[step.how]))
                counter.page.locator(".kk-sheet [data-slot='close']").click()
                expect(counter.part("sheet-place")).to_be_hidden()
                return
            case "again":
                counter.is_asked_about_repeat()
                counter.press("Record again")
            case "new":
                counter.sees_heading(counter.say("Not known to this phone"))
                counter.press("Record")
            case _:
                counter.sees_heading(counter.say("Valid"))
                self._add_children(step.children)
                kind = "Course place" if step.how == "course" else "Admission ticket"
                counter.page.get_by_role("radio", name=counter.say(kind)).check()
                counter.press("Record")
        self._is_ready(self.codes[step.card])

    def _read(self, way: str, code: str) -> None:
        assert way in WAYS
        match way:
            case "scan":
                self._scanner.reads(code)
            case "type":
                self.counter.fill("Card code", code)
                self.counter.press("Check")
            case _:
                again = self.counter.page.locator("[data-camera='again']")
                if again.is_visible():  # a camera that reads nothing for a minute rests
                    again.click()
                self.camera.sees_card(code, next(self._symbols))

    def _type_wrong_first(self, code: str) -> None:
        wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
        self._read("type", wrong)
        self.counter.sees_heading(self.counter.say("Check the code"))
        self.counter.press("Correct")
        expect(self.counter.field("Card code")).to_have_value(wrong)
        self._read("type", code)

    def _is_in_group(self, code: str, how: str) -> None:
        row = self.counter.part("members").get_by_role("listitem").filter(has_text=spaced(code))
        expect(row).to_have_attribute("data-tone", "refused" if how == "out" else "valid")
        self._members += how != "out"
        self.camera.sees_table()

    def _add_children(self, count: int) -> None:
        more = self.counter.button("One more: %(field)s", field=self.counter.say("Children’s tickets"))
        for _ in range(count):
            more.click()

    def _is_ready(self, recorded: str) -> None:
        expect(self.counter.part("last-facts")).to_contain_text(
            spaced(recorded) if recorded in self.codes.values() else recorded
        )
        expect(self.counter.part("sheet-place")).to_be_hidden()


def test_after_a_shift_of_sixty_cards_the_register_holds_what_the_script_says(
    own_browser: PhoneBrowser, spoken_app: Flask, proxy: FaultProxy, server: RunningServer
) -> None:
    assert sum(step.verb in {*WAYS, "mistype", "group"} for step in steps()) == SIXTY
    begun = datetime.now(UTC)
    codes = cast_of(server)
    shift = Shift(CounterPhone(own_browser, Speech(spoken_app, "fi")), proxy, codes)
    shift.begin()
    for step in steps():
        shift.do(step)
    shift.counter.has_sent_everything()
    expect(shift.counter.part("kept")).to_be_hidden()
    stored, expected = stored_visits(server, begun), Expected(codes).play()
    assert sorted(map(comparable, stored)) == sorted(map(comparable, expected))
    assert together(stored) == together(expected)
    assert lost_numbers(server) == []


def cast_of(server: RunningServer) -> dict[str, str]:
    """Who plays whom: every name in the script and its card's code."""
    names = sorted({step.card for step in steps() if step.card.startswith("c") and step.card[1:].isdigit()})
    others = {step.card for step in steps() if step.verb == "mistype"}
    free = valid_cards(server, 4 * SIXTY, children=2)
    checked = [code for code in free if code[0] == known.NEW_SERIES_CARD[0]]
    cast = {name: checked.pop() for name in others}
    rest = [code for code in free if code not in cast.values()]
    return {
        **dict(zip([name for name in names if name not in others], rest, strict=False)),
        **cast,
        "community": known.COMMUNITY_CARD,
        "expired": known.EXPIRED_CARD,
        "ended": known.ENDED_CARD,
        "withdrawn": known.WITHDRAWN_CARD,
        "replaced": known.REPLACED_CODE,
        "unknown": known.FREE_CODES_TRIAL[4],
        "nobody": known.FREE_OLD_CODES_KAINUU[3],
    }


def comparable(visit: StoredVisit) -> tuple[str, str, int, bool, bool]:
    """All of a visit but the name of its group, which a script cannot know."""
    return visit.code, visit.kind, visit.children, visit.group_id is not None, visit.is_undone


def together(visits: list[StoredVisit]) -> set[frozenset[str]]:
    """The codes of each group."""
    groups = {one.group_id for one in visits if one.group_id}
    return {frozenset(one.code for one in visits if one.group_id == group) for group in groups}
