"""The cardholder and their phone."""

from typing import Self

from playwright.sync_api import Locator, expect

from tests.journeys.people.person import Person
from tests.journeys.people.speech import in_groups
from tests.support.holder_phone import read_codes, read_qr
from tests.support.screenshots import picture_of


class Holder(Person):
    """Has no account, only a phone."""

    def take_card_from(self, address: str) -> None:
        """Open what the camera read."""
        self.page.goto(address)
        self.goes_on_to_the_card()

    def take_card_with_code(self, address: str, code: str) -> None:
        """Open the address by hand and type the code that was shown."""
        self.page.goto(f"http://{address}")
        self.field("Code from the place that gave you the card").fill(code)
        self.press("Take the card")
        self.goes_on_to_the_card()

    def goes_on_to_the_card(self) -> None:
        """Past the page that is seen once: the language is right, and no name is written."""
        self.sees_heading(self.say("The card is on this phone"))
        self.follow("See my card")
        self.sees_card()

    def takes_demo_card(self) -> Self:
        """The demo's best-known card, with one click."""
        self.open("/kirjaudu").page.get_by_role("button", name=self.say("Cardholder")).click()
        self.sees_card()
        return self

    def go_to(self, msgid: str) -> None:
        """A page of the portal that is not among the four in the bar."""
        self.follow("More pages of OmaKaiku")
        self.follow(msgid)

    def writes_name(self, name: str) -> None:
        """On the card that is shown."""
        self.follow("Write your name on the card")
        self.fill("Your name", name)
        self.press("Write on the card")

    def show_qr_for_another_phone(self) -> str:
        """The address that another phone's camera reads from this screen."""
        self.go_to("Phones")
        self.press("Add another phone")
        picture = self.page.get_by_role("img", name=self.say("QR code that puts the card on a phone"))
        picture.scroll_into_view_if_needed()
        expect(picture).to_be_in_viewport(ratio=0.99)
        return read_qr(picture_of(self.page))

    def takes_the_card_off(self) -> None:
        """This phone shows the card no more."""
        self.press("Take the card off this phone")
        self.sees_heading(self.say("Take the card off this phone?"))
        self.press("Take the card off this phone")

    def looks_at_the_phone_again(self) -> None:
        """As when it is taken out of the pocket."""
        self.waits_for_scripts()
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def sees_card(self) -> None:
        """The mobile card is there, without any sign-in."""
        self.sees_heading(self.say("My Kaikukortti"))

    def enlarges_the_code(self) -> Locator:
        """Tap the code; gives the dialog in which it is large."""
        self.waits_for_scripts()
        self.page.get_by_label(self.say("Show the code over the whole screen")).click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        return dialog

    def shows_on_screen(self, code: str, *, children: int) -> None:
        """What is on the card for eyes; the codes are read from a screenshot by another program."""
        card = self.page.get_by_role("article")
        expect(card.get_by_text(in_groups(code), exact=True)).to_be_visible()
        fact = card.locator("div").filter(
            has=self.page.get_by_text(self.say("Children’s tickets"), exact=True)
        )
        expect(fact.last).to_contain_text(str(children))
        self.page.get_by_label(self.say("Show the code over the whole screen")).scroll_into_view_if_needed()
        seen = read_codes(picture_of(self.page))
        assert seen == {"QR Code": [code], "Code 39": [code]}

    def opens_again(self) -> None:
        """Close the page; later the same phone opens it anew."""
        context = self.page.context
        self.page.close()
        self.page = context.new_page()
        self.open("/oma")
        self.sees_card()
