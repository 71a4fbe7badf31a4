"""Where the tour stops: outings and tips, of those who announce them and of those whom they reach."""

from collections.abc import Iterator
from datetime import timedelta

from tests.journeys.people.distributor import Distributor
from tests.journeys.people.holder import Holder
from tests.journeys.people.person import Person


def announcing_stops(distributor: Distributor) -> Iterator[str]:
    """A form that is empty, wrong and right; an outing that people join; a cancelled one."""
    distributor.open("/jakaja/retket")
    yield "outings"
    distributor.page.locator(".kk-row__title a").first.click()
    yield "outing-joined"
    distributor.open("/jakaja/retket/uusi")
    yield "announce"
    distributor.press("Announce the outing")
    yield "announce-empty"
    day = distributor.speech.day((distributor.now + timedelta(days=9)).date())
    language = distributor.speech.language_called(distributor.speech.language)
    for label, text in (
        ("What do you go to see or do (%(language)s)?", "Elokuvailta"),
        ("Place, if it is not in the list (%(language)s)", "Kulttuuritalo"),
        ("Day", day),
        ("It begins at", "18.00"),
        ("Where do you meet (%(language)s)?", "Tori"),
        ("When do you meet?", "19.00"),
    ):
        distributor.fill(label, text, language=language)
    distributor.press("Announce the outing")
    yield "announce-wrong"
    distributor.fill("When do you meet?", "17.30")
    distributor.press("Announce the outing")
    distributor.is_told("The outing has been announced. Cardholders see it in OmaKaiku.")
    yield "outing-new"
    distributor.follow("Cancel the outing")
    yield "outing-cancel-asked"
    distributor.press("Yes, cancel it")
    yield "outing-cancelled"
    distributor.open("/jakaja/retket")
    yield "outings-with-cancelled"


def tip_stops(person: Person, path: str) -> Iterator[str]:
    """Tips of an office, its form wrong and right."""
    person.open(path)
    yield "tips"
    person.follow("Give a tip")
    yield "tip-give"
    person.press("Give the tip")
    yield "tip-empty"
    swedish, finnish = (person.speech.language_called(code) for code in ("sv", "fi"))
    folded = finnish if person.speech.language == "sv" else swedish
    person.unfold("In another language: %(language)s", language=folded)
    person.fill("Title (%(language)s)", "Valojen yö", language=finnish)
    person.fill("Text (%(language)s)", "Kävele valaistulla reitillä.", language=finnish)
    person.fill("Title (%(language)s)", "Ljusens natt", language=swedish)
    person.fill("Last day it is shown", person.speech.day((person.now + timedelta(days=3)).date()))
    person.press("Give the tip")
    yield "tip-wrong"
    person.fill("Text (%(language)s)", "Gå längs den belysta rutten.", language=swedish)
    person.press("Give the tip")
    person.is_told("The tip is on the list. Cardholders see it in OmaKaiku.")
    yield "tip-given"


def joining_stops(holder: Holder) -> Iterator[str]:
    """Outings of the card, one of them joined; tips."""
    holder.open("/oma/retket")
    yield "outings"
    holder.page.locator("main li form button").first.click()
    yield "outing-joined"
    holder.open("/oma/vinkit")
    yield "tips"
