"""The distributor: issues cards and puts them on their holders' phones."""

import re

from playwright.sync_api import expect

from tests.journeys.people.person import Person
from tests.journeys.people.speech import in_groups
from tests.support.holder_phone import read_qr
from tests.support.screenshots import picture_of
from webapp.core.calendar import day_in_finland
from webapp.core.cards.validity import last_valid_day


class Distributor(Person):
    """Social offices of Kainuu, in the demo country."""

    account = "distributor"

    def read_at_desk(self, code: str) -> None:
        """The one field to begin with."""
        self.open("/jakaja/lue")
        self.fill("Code of the card", code)
        self.press("Go on")

    def fill_in_background(self, *, children: int) -> None:
        """What is asked of every holder; the three optional questions are left alone."""
        self.fill("Year of birth", "1984")
        self.fill("Postal code of the home", "87100")
        self.fill("Own children and grandchildren under %(age)s", str(children), age=16)

    def issue_card(self, code: str, *, children: int) -> None:
        """Issue a printed card: background first, then the scanner, whose Enter only goes on."""
        self.open("/jakaja/uusi")
        self.fill_in_background(children=children)
        self.field("Code of the printed card").focus()
        self.read_with_scanner(code)
        self.press("Issue the card")
        self.sees_heading(self.say("The card is in use"))

    def reads_what_to_write(self, code: str, *, children: int) -> None:
        """The result page says what goes on the cardboard."""
        self.is_told("Write this on the card")
        self.sees(in_groups(code))
        today = day_in_finland(self.now)
        for label, value in (
            ("Issued", self.speech.day(today)),
            ("Last valid day", self.speech.day(last_valid_day(today, 12))),
            ("Number of children", str(children)),
        ):
            fact = self.page.get_by_role("term").filter(has_text=self.say(label))
            expect(fact.locator("xpath=following-sibling::dd")).to_have_text(value)

    def show_pairing_qr(self) -> str:
        """The address that a camera reads from the tablet's screen."""
        self.press("Put the card on a phone")
        picture = self.page.get_by_role("img", name=self.say("QR code that puts the card on a phone"))
        picture.scroll_into_view_if_needed()
        expect(picture).to_be_in_viewport(ratio=0.99)
        return read_qr(picture_of(self.page))

    def tell_pairing_code(self) -> tuple[str, str]:
        """The address and code for a phone whose camera does not work."""
        self.press("Put the card on a phone")
        self.unfold("The phone’s camera does not work")
        self.is_told("Open this address on the phone and type the code below.")
        address = self.page.get_by_text(re.compile(r"/oma/liita$")).inner_text()
        code = self.page.locator("bdi.kk-pairing__secret").inner_text()
        return address, code

    def find_card(self, code: str) -> None:
        """Open the page of a card that was issued before."""
        self.open("/jakaja/")
        self.fill("Find by code", code)
        self.press("Find")
        self.page.get_by_role("link", name=in_groups(code), exact=True).click()

    def make_slip(self) -> str:
        """Print a slip for a phone that is not here; gives its code."""
        self.unfold("The phone is not here: print a slip")
        self.press("Make the slip")
        return self.page.locator("bdi.kk-slip__code").inner_text()

    def renew_card(self) -> None:
        """Another year, with the children there were."""
        self.follow("Renew the card")
        self.press("Renew")

    def replace_card(self, code: str) -> None:
        """A new cardboard card for one that was lost."""
        self.follow("Replace with a new card")
        self.fill("Code of the printed card", code)
        self.press("Replace")
        self.sees_heading(self.say("Replace with a new card?"))
        self.press("Replace")

    def end_card(self) -> None:
        """The client no longer needs the card."""
        self.follow("End the card")
        self.press("End the card")
        self.is_told("The card has been ended.")
