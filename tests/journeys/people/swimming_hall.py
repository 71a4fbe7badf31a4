"""The till of the town's swimming hall, where queues are long and a valid card records itself."""

from playwright.sync_api import expect

from tests.journeys.people.counter import Counter
from tests.journeys.people.speech import spaced


class SwimmingHall(Counter):
    """A venue in fast mode, in the demo country."""

    account = "swimming_hall"

    def has_recorded_by_itself(self, code: str) -> None:
        """The sheet shows the card as recorded, and nobody has pressed anything."""
        sheet = self.page.locator(".kk-sheet[data-recorded='true']")
        expect(sheet.locator("[data-slot='code']")).to_have_text(spaced(code))

    def has_recorded(self, people: str) -> None:
        """What the strip under the screen says of the last visit."""
        expect(self.part("last-facts")).to_contain_text(people)

    def waits_for_next_card(self) -> None:
        """The sheet has gone."""
        expect(self.part("sheet-place")).to_be_hidden()
