"""Where the tour stops: the operating model, exceptions, answers, and what the national office decides."""

from collections.abc import Iterator

from tests.journeys.people.coordinator import CountyCoordinator
from tests.journeys.people.national_office import NationalOffice
from tests.journeys.people.person import Person


def model_stops(office: NationalOffice) -> Iterator[str]:
    """A version to come, an exception, and answers; the links of each are followed later."""
    office.open("/keskus/toimintamalli")
    office.follow("Publish a version")
    office.press("Publish")
    yield "version-empty"
    office.fill("First day", "1.1.2030")
    office.press("Publish")
    office.is_told("To come")
    yield "model-with-version-to-come"
    office.open("/keskus/poikkeukset/uusi")
    office.press("Save")
    yield "exception-empty"
    _fill_in(office, "What is otherwise, and why (%(language)s)", "Museo on suljettu korjauksen ajan.")
    office.fill("Last day", "31.12.2029")
    office.press("Save")
    office.is_told("Saved. Everybody can read it.")
    yield "exceptions"
    office.open("/keskus/vastaukset/gender/uusi")
    office.press("Save")
    yield "answer-empty"
    office.open("/keskus/vastaukset/gender/other")
    yield "answer"
    office.open("/keskus/vastaukset/life_situation/service/paata")
    yield "answer-to-end"
    office.press("Yes, no longer offer it")
    office.is_told("It is no longer offered.")
    yield "answers"


def approval_stops(office: NationalOffice) -> Iterator[str]:
    """What a network has sent to be looked at before it is printed; those that wait are first."""
    office.open("/keskus/materiaali")
    yield "material-orders"
    office.page.locator("main .kk-entries__title a").first.click()
    yield "material-order-to-decide"
    office.follow("Ask for changes")
    office.press("Ask for changes")
    yield "material-changes-empty"


def county_stops(coordinator: CountyCoordinator) -> Iterator[str]:
    """One distributor more, which waits for the national office's yes."""
    coordinator.open("/alue/").follow("Partners")
    yield "partners"
    coordinator.follow("Add a distributor")
    coordinator.press("Add a distributor")
    yield "add-distributor-empty"
    _fill_in(coordinator, "Name (%(language)s)", "Diakonia")
    for name in ("municipality", "distributor_kind", "run_by"):
        coordinator.page.locator(f"select[name={name}]").select_option(index=1)
    coordinator.press("Add a distributor")
    coordinator.sees_heading(coordinator.say("People"))
    yield "staff-of-new-distributor"


def _fill_in(person: Person, msgid: str, text: str) -> None:
    """A field that stands once for each language, in the person's own."""
    person.fill(msgid, text, language=person.speech.language_called(person.speech.language))
