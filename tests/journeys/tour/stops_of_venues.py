"""Where the tour stops: what a venue looks after besides its counter."""

from collections.abc import Iterator

from tests.journeys.people.counter import Counter
from tests.journeys.people.person import Person
from tests.journeys.tour.stops_at_places import description_stops
from webapp.demo import known


def venue_stops(counter: Counter) -> Iterator[str]:
    """The day, earlier visits, what is on, phones, the rescue file."""
    counter.open("/kohde/kirjaukset")
    yield "visits-of-day"
    yield from _earlier_visits(counter)
    yield from _what_is_on(counter)
    yield from description_stops(counter)
    yield from _phones(counter)
    yield from import_stops(counter, "/kohde/tuonti")
    for name, path in {"offline": "/ei-verkkoa", "shell": "/kohde/kuori"}.items():
        counter.open(path)
        yield name


def _earlier_visits(counter: Counter) -> Iterator[str]:
    counter.open("/kohde/aiemmat")
    yield "earlier"
    counter.unfold("Find visits")
    counter.fill("From (optional)", "31.2.2026")
    counter.fill("Card code or its last digits (optional)", "1")
    counter.press("Find")
    yield "earlier-wrong"
    counter.open("/kohde/aiemmat?code=000000000")
    yield "earlier-none"
    counter.open(f"/kohde/aiemmat?code={known.VALID_CARD}")
    counter.page.get_by_role("main").get_by_role("listitem").get_by_role("link").last.click()
    yield "visit"
    counter.fill("Children’s tickets", "many")
    counter.press("Save the correction")
    yield "visit-wrong"
    counter.fill("Children’s tickets", "1")
    counter.press("Save the correction")
    yield "visit-corrected"
    counter.press("Undo the visit")
    yield "visit-undone"


def _what_is_on(counter: Counter) -> Iterator[str]:
    counter.open("/kohde/ohjelma")
    yield "program"
    counter.follow("Add to the programme")
    yield "program-add"
    counter.fill("Day (optional)", "soon")
    counter.press("Add")
    yield "program-wrong"
    language = counter.speech.language_called(counter.speech.language)
    counter.fill("Name (%(language)s)", "Kesäyön unelma", language=language)
    counter.fill("Day (optional)", "")
    counter.press("Add")
    yield "program-added"


def _phones(counter: Counter) -> Iterator[str]:
    counter.open("/kohde/laitteet")
    yield "phones"
    counter.press("Show the QR code")
    yield "phone-without-name"
    counter.open("/kohde/laitteet/uusi")
    counter.fill("Name of the phone", "Lippuluukku")
    counter.press("Show the QR code")
    yield "phone-enrolment"
    counter.open("/laite")
    yield "phone-pair"
    counter.fill("Code from the contact person", "not a code")
    counter.press("Take into use")
    yield "phone-pair-wrong"


def import_stops(person: Person, path: str) -> Iterator[str]:
    """The rescue file, empty and wrong."""
    person.open(path)
    yield "import"
    person.press("Take in the visits")
    yield "import-empty"
    person.fill("Or its text, pasted here", "this is not a file")
    person.press("Take in the visits")
    yield "import-wrong"
