"""Venue staff at the counter: check, record, look back, undo."""

import re
from typing import Self

from playwright.sync_api import Locator, expect

from tests.journeys.people.person import Person
from tests.journeys.people.speech import in_groups, spaced
from webapp.core.cards.reasons import CodeRefusal
from webapp.core.errors import Refusal


class Counter(Person):
    """The ticket office of the town theatre, in the demo country."""

    account = "venue"

    def open(self, path: str) -> Self:
        """Open an address; the counter is open when it has woken up."""
        super().open(path)
        if path == "/kohde":
            expect(self.button("State of this phone")).to_be_visible()
            expect(self.page.locator("[data-counter='rows']")).to_have_attribute("data-drawn", "true")
        return self

    def check(self, code: str) -> None:
        """Type a code and ask."""
        self.open("/kohde")
        self.fill("Card code", code)
        self.press("Check")

    def scan(self, code: str) -> None:
        """Read a card with the scanner; the field has the focus already."""
        self.open("/kohde")
        expect(self.field("Card code")).to_be_focused()
        self.read_with_scanner(code)

    def sees_valid(self, until: str, *, children: int) -> None:
        """The verdict: yes, until when, and how many children may come."""
        self.sees_heading(self.say("Valid"))
        self.is_told("Last valid day %(day)s", day=until)
        if children:
            self.is_told("At most %(most)s, with an admission ticket only", most=children)
        else:
            self.is_told("This card has no children’s tickets.")

    def sees_refused(self, refusal: Refusal, heading: str = "Not valid") -> None:
        """The verdict: no, why, and what to say; nothing can be recorded."""
        self.sees_heading(self.say(heading))
        self.sees(self.speech.reason(refusal))
        if refusal is not CodeRefusal.CODE_CHECK_DIGIT:  # nothing to say: the code is read once more
            self.is_told("What to say to the customer")
        expect(self.button("Record")).to_have_count(0)

    def is_confirmed(self) -> None:
        """The register has answered: the screen shows its verdict."""
        answered = "[data-confirmed='confirmed'], [data-confirmed='corrected']"
        expect(self.page.locator(answered)).to_be_visible()

    def record(self, *, children: int) -> None:
        """Record one adult and some children, by the big + button."""
        more = self.button("One more: %(field)s", field=self.say("Children’s tickets"))
        for _ in range(children):
            more.click()
        if self.button("Who is along?").is_visible():
            self.records_nobody_else()
            return
        self.press("Record")
        self.is_ready_for_next()
        self.has_sent_everything()

    def records_group(self, count: int) -> None:
        """All that stand in the list, as one; the group is over and has reached the register."""
        self.press("Record the group: %(count)s", count=count)
        expect(self.part("group")).to_be_hidden()
        self.has_sent_everything()

    def is_ready_for_next(self) -> None:
        """Saved, its undo in reach, and the field waits."""
        expect(self.part("last")).to_be_visible()
        expect(self.part("sheet-place")).to_be_hidden()
        expect(self.field("Card code")).to_be_focused()

    def has_sent_everything(self) -> None:
        """Nothing waits on this phone any more."""
        expect(self.part("waiting")).to_have_text(self.say("Everything has been sent."))

    def part(self, name: str) -> Locator:
        """A piece of the counter's screen, by its name."""
        return self.page.locator(f"[data-counter='{name}']").first

    def shows(self, code: str) -> None:
        """The sheet is about this card."""
        expect(self.page.locator(".kk-sheet [data-slot='code']")).to_have_text(spaced(code))

    def keeps(self, *codes: str) -> None:
        """Exactly these cards wait in rows, the newest first."""
        rows = self.part("kept").locator("[data-slot='open']")
        expect(rows).to_have_text([re.compile(spaced(code)) for code in codes])

    def undoes_last(self) -> None:
        """Take back what was recorded last, where it stands under the screen."""
        self.part("last-undo").click()
        for place in ("spoken", "said"):  # for those who hear the screen, and for those who look
            expect(self.part(place)).to_have_text(self.speech.saying("Undone: %(facts)s", "facts"))

    def looks_at_state(self) -> Self:
        """Tap the head of the screen: what this phone says of itself."""
        self.press("State of this phone")
        return self

    def looks_at_day(self) -> Self:
        """On a small screen the day is behind a tap; elsewhere it stands there."""
        self.waits_for_scripts()
        if self.part("open-day").is_visible() and not self.part("day").is_visible():
            self.part("open-day").click()
        expect(self.part("day")).to_be_visible()
        return self

    def records_nobody_else(self) -> None:
        """A community card alone: asked who is along, and nobody else is."""
        self.press("Who is along?")
        self.press("Only this card")
        self.is_ready_for_next()
        self.has_sent_everything()

    def visit_of(self, code: str) -> Locator:
        """The row of a card among today's visits, the newest first."""
        return self.page.get_by_role("listitem").filter(
            has_text=re.compile(in_groups(code).replace(" ", r"\s")), visible=True
        )

    def sees_visit(self, code: str, *, children: int) -> None:
        """Today's visits have it, with an undo."""
        self.open("/kohde/kirjaukset")
        row = self.visit_of(code).first
        families = ("1 adult and %(num)s child", "1 adult and %(num)s children")
        people = self.speech.count(*families, children) if children else self.say("1 adult")
        expect(row).to_contain_text(people)
        expect(row.get_by_role("button")).to_be_visible()

    def undo(self, code: str) -> None:
        """Take the newest visit of a card back."""
        undo = self.speech.saying("Undo the visit of card %(code)s at %(time)s", "time", code=code)
        self.visit_of(code).first.get_by_role("button", name=undo).click()
        self.is_told("The visit has been undone.")
        expect(self.visit_of(code).first).to_contain_text(self.speech.saying("Undone at %(time)s", "time"))

    def takes_out_of_use(self, name: str) -> None:
        """The contact person takes a phone away; it is asked once more first."""
        self.follow("Take %(name)s out of use", name=name)
        self.press("Yes, take out of use")

    def is_asked_about_repeat(self) -> None:
        """Already recorded here at …: asked, not forbidden."""
        self.sees_heading(self.say("Already recorded"))
        self.sees(
            self.speech.saying("This card was recorded here at %(at)s. Do you want to record it again?", "at")
        )
        expect(self.button("Record again")).to_be_visible()

    def workplace(self) -> str:
        """The venue's name as its own pages show it."""
        self.open("/kohde/kirjaukset")
        return self.page.get_by_role("main").locator("p").first.inner_text().rpartition(",")[0]


class PlainCounter(Counter):
    """The same where scripts do not run, or the browser keeps nothing."""

    def open(self, path: str) -> Self:
        """Open an address; nothing has to wake up."""
        return super(Counter, self).open(path)

    def is_ready_for_next(self) -> None:
        """Recorded, and the field waits."""
        self.is_told("Recorded. Ready for the next one.")
        expect(self.field("Card code")).to_be_visible()

    def has_sent_everything(self) -> None:
        """Nothing ever waits here."""
