"""Where the tour stops: the places to go, for everybody and for holders, and what a venue tells of itself."""

from collections.abc import Iterator

from tests.journeys.people.counter import Counter
from tests.journeys.people.holder import Holder
from tests.journeys.people.person import Person


def place_stops(visitor: Person) -> Iterator[str]:
    """The search with its answers, and a place that is saved."""
    for name, query in {
        "places": "",
        "places-near": "?postal_code=87100",
        "places-narrowed": "?kind=museum&day=31.12.2099",
        "places-none": "?word=olematon",
        "places-wrong": "?word=uinti&postal_code=00001&day=31.2.2027&kind=casino",
        "places-last": "?page=99",
    }.items():
        visitor.open(f"/kohteet{query}")
        yield name
    yield from _saved(visitor)


def holder_place_stops(holder: Holder) -> Iterator[str]:
    """The same pages in the portal."""
    holder.open("/kohteet?word=museo")
    yield "places"
    holder.follow("Near me")
    yield "places-near"
    yield from _saved(holder)


def _saved(person: Person) -> Iterator[str]:
    person.open("/kohteet?word=kaupunginteatteri").page.locator("main .kk-row a").first.click()
    person.press("Save among my places")
    yield "place-saved"
    if person.page.locator("main summary").count():
        person.page.locator("main summary").click()
        yield "place-unfolded"
    person.open("/kohteet")
    yield "places-saved"


def description_stops(counter: Counter) -> Iterator[str]:
    """What the venue tells, empty, wrong and written."""
    counter.open("/kohde/tiedot")
    yield "description"
    label, swedish = "Getting in and around (%(language)s, optional)", counter.speech.language_called("sv")
    if not counter.field(label, language=swedish).is_visible():
        counter.unfold("The same in other languages")
    counter.fill(label, "x" * 601, language=swedish)
    counter.fill("Address of the website (optional)", "ei ole")
    counter.press("Save")
    yield "description-wrong"
    counter.fill(label, "Inga trappor.", language=swedish)
    counter.fill("Address of the website (optional)", "www.example.fi")
    counter.press("Save")
    counter.is_told("Saved. Everybody now sees it on the page of your venue.")
    yield "description-saved"
