"""Where the tour stops: pages of the coordinator and the national office."""

from collections.abc import Iterator

from tests.journeys.people.coordinator import Coordinator
from tests.journeys.people.national_office import NationalOffice
from tests.journeys.people.person import Person
from tests.journeys.tour.stops_of_outings import tip_stops
from tests.journeys.tour.stops_of_the_model import approval_stops, model_stops
from tests.journeys.tour.stops_of_venues import import_stops
from webapp.demo.known import DEMO_ACCOUNTS

OLD_SERIES = "A000000017\nA000000025\nA000000033"


def coordinator_stops(coordinator: Coordinator) -> Iterator[str]:
    """The network, its past, its people."""
    coordinator.open("/alue/")
    yield "network"
    coordinator.page.get_by_role("navigation", name=coordinator.say("Year")).get_by_role("link").last.click()
    yield "network-first-year"
    yield from _feedback(coordinator)
    coordinator.follow("People")
    yield "staff"
    people = coordinator.page.url
    coordinator.page.locator("main a[href$='/kirjautuminen/']").first.click()
    yield "help-with-signing-in"
    coordinator.follow("Remove passkeys, app and codes")
    yield "help-asked"
    coordinator.open(people)
    yield from _invitation_stops(coordinator)
    coordinator.open("/alue/")
    _first_of(coordinator, "Venues and the people who came")
    yield "staff-of-partner"
    partner = coordinator.page.url
    yield from _joining_stops(coordinator)
    coordinator.open(partner)
    yield from _partner_stops(coordinator)
    yield from tip_stops(coordinator, "/alue/vinkit")
    yield from _running_stops(coordinator)
    yield from _material_stops(coordinator)


def _running_stops(person: Person) -> Iterator[str]:
    """A network's steps and its year."""
    person.open("/alue/")
    person.follow("Steps and year")
    yield "steps-and-year"
    network = person.page.url
    person.page.locator("main ol.kk-entries a").first.click()
    person.field("Done on (optional)").fill("soon")
    person.press("Save")
    yield "step-wrong"
    person.open(network)
    person.page.locator("main ul.kk-entries a").first.click()
    yield "yearly-task"
    person.open(network)
    person.follow("Figures of the trial")
    yield "trial-figures"
    person.press("Show the figures")
    yield "trial-figures-shown"
    person.press("Hand in")
    person.is_told("The figures have been handed in.")
    yield "trial-report"
    person.open(network)
    person.follow("Feedback meetings")
    yield "meetings"
    person.follow("Plan a meeting")
    person.press("Save")
    yield "meeting-empty"
    person.fill("Day of the meeting", "1.12.2027")
    person.fill("Invitation (optional)", "Tervetuloa kello 13.")
    person.press("Save")
    yield "meeting"
    person.follow("Send the invitation to the contact persons")
    yield "meeting-invitation-asked"


def _material_stops(person: Person) -> Iterator[str]:
    """What a network has printed, and who got it."""
    person.open("/alue/")
    person.page.locator("main a[href$='/materiaali']").first.click()
    yield "material"
    material = person.page.url
    person.follow("Order material")
    person.press("Save")
    yield "material-order-empty"
    person.fill("How many?", "50")
    person.fill("What it says and what it is like (optional)", "Tarra ikkunaan")
    person.press("Save")
    yield "material-order-written"
    person.press("Send to the national office")
    person.follow("Take it back to change it")
    yield "material-order-take-back-asked"
    person.open(material)
    person.page.locator("main ul.kk-entries a").last.click()
    person.follow("Correct the days and amounts")
    yield "material-printing"
    person.open(material)
    person.follow("Distribution table")
    yield "material-distribution-table"
    person.page.locator("main td a").first.click()
    yield "material-of-partner"
    person.page.locator("main ul.kk-entries a").first.click()
    yield "material-stock"
    person.open(material)
    person.follow("Hand out material")
    person.page.locator("main input[name^=amount_]").first.fill("9999")
    yield "material-handout"
    person.press("Save")
    yield "material-handout-asked"


def _joining_stops(coordinator: Coordinator) -> Iterator[str]:
    """Somebody who has an account is invited to another place as well."""
    coordinator.page.locator("main a[href^='/henkilosto/']").first.click()
    coordinator.fill("E-mail address of a colleague", DEMO_ACCOUNTS[coordinator.account].email)
    coordinator.press("Make an invitation")
    coordinator.is_told("The invitation is ready")
    address = coordinator.page.locator(".kk-secret bdi").inner_text()
    coordinator.open("/").open(f"/kutsu#{address.partition('#')[2]}")
    coordinator.press("Sign in and accept")
    coordinator.page.wait_for_url("**/kutsu/*")
    yield "join"


def _partner_stops(coordinator: Coordinator) -> Iterator[str]:
    coordinator.follow("Change the name and kind")
    yield "change-partner"
    coordinator.press("Save")
    coordinator.follow("Contact details")
    yield "partner-contacts"
    coordinator.press("Save")
    coordinator.follow("It is no longer along")
    yield "end-partner-asked"
    coordinator.press("Yes, it is no longer along")
    yield "partner-ended"
    coordinator.press("Take it along again")
    coordinator.follow("Partners")
    yield "partners"
    coordinator.follow("Add a venue")
    yield "add-venue"
    coordinator.press("Add a venue")
    yield "add-venue-empty"


def _feedback(coordinator: Coordinator) -> Iterator[str]:
    coordinator.follow("Feedback")
    coordinator.page.locator("main summary").first.click()
    yield "feedback"
    coordinator.press("Send the answer")
    yield "feedback-answer-empty"
    coordinator.field("Answer").first.fill("Kiitos. Ovi korjataan tällä viikolla.")
    coordinator.press("Send the answer")
    yield "feedback-answered"
    coordinator.open("/alue/palaute?vuosi=2023")
    yield "feedback-few-faces"


def _first_of(person: Person, heading: str) -> None:
    """Open the first of a list of organisations."""
    listed = person.page.get_by_role("region", name=person.say(heading))
    listed.get_by_role("link").first.click()


def _invitation_stops(person: Person) -> Iterator[str]:
    person.press("Make an invitation")
    yield "invite-empty"
    person.fill("E-mail address of a colleague", "uusi@demo.example")
    person.press("Make an invitation")
    person.is_told("The invitation is ready")
    yield "invitation-shown"
    person.open(person.page.url)  # a reload of the answer leads back to the list
    yield "invitation-left"
    person.page.locator("main a[href$='/peru']").click()
    yield "withdraw-asked"
    person.press("Yes, withdraw")
    person.is_told("The invitation has been withdrawn.")
    removing = person.page.locator("main a[href$='/poista']")
    left = removing.count()
    removing.last.click()
    yield "remove-asked"
    while left > 1:
        person.press("Yes, remove")
        person.is_told("The person can no longer sign in here.")
        left -= 1
        removing.last.click()
    yield "remove-last-contact-person"


def office_stops(office: NationalOffice) -> Iterator[str]:
    """The country, codes in all their states, the log."""
    office.open("/keskus/")
    yield "country"
    office.page.get_by_role("navigation", name=office.say("Year")).get_by_role("link").last.click()
    yield "country-first-year"
    office.follow("Card codes")
    yield "batches"
    office.follow("Make new codes")
    yield "make-batch"
    office.press("Make the codes")
    yield "make-batch-empty"
    office.field("Network").select_option(index=4)
    office.fill("How many codes", "60000")
    office.press("Make the codes")
    yield "make-batch-too-many"
    office.fill("How many codes", "5")
    office.press("Make the codes")
    office.is_told("The codes have been made.")
    yield "batch-made"
    office.mark_handed_over()
    yield "batch-handed-over"
    yield from _import_stops(office)
    yield from _network_stops(office)
    yield from _country_stops(office)
    yield from tip_stops(office, "/keskus/vinkit")
    office.follow("More")
    yield "more"
    office.follow("Log")
    yield "log"
    office.follow("Feedback")
    yield "feedback"
    office.open("/keskus/laitteet")
    yield "phones"
    office.open("/keskus/laitteet?kaikki=1")
    yield "phones-all"
    yield from import_stops(office, "/keskus/kaynnit/tuonti")


def _cost_stops(office: NationalOffice) -> Iterator[str]:
    office.open("/keskus/kustannukset")
    yield "costs"
    office.page.locator("main a[href^='/keskus/kustannukset/']").first.click()
    year = office.page.url
    office.press("Save")
    yield "cost-year-empty"
    office.fill("Sum in euros", "29000")
    office.press("Save")
    yield "cost-year"
    office.page.locator("main a[href*='/vakiluvut/']").click()
    office.press("Save")
    yield "populations-empty"
    office.open(year)
    office.follow("Settle the year")
    yield "settle-asked"
    office.press("Yes, settle")
    yield "cost-year-settled"


def _country_stops(office: NationalOffice) -> Iterator[str]:
    """All networks, their meeting, and the end of a trial; costs."""
    yield from _cost_stops(office)
    office.open("/keskus/kokeilut")
    yield "trials-and-running"
    office.follow("National meetings")
    yield "national-meetings"
    office.follow("Plan a meeting")
    yield "national-meeting"
    office.fill("Day of the meeting", "1.12.2027")
    office.fill("Invitation (optional)", "Tervetuloa kello 13.")
    office.press("Save")
    office.is_told("Saved.")
    yield "national-meeting-planned"
    office.open("/keskus/kokeilut")
    office.field("Which networks").select_option("trial")
    office.press("Find")
    office.page.locator("main tbody a").first.click()
    office.follow("Extend it, make it permanent or close it")
    office.press("Show what it comes to")
    yield "trial-ending-empty"
    office.field("Make it permanent").check()
    office.press("Show what it comes to")
    yield "trial-ending-shown"


def _network_stops(office: NationalOffice) -> Iterator[str]:
    office.open("/keskus/alueet")
    yield "networks"
    office.follow("Found a network")
    office.press("Found the network")
    yield "found-network-empty"
    office.open("/keskus/alueet")
    office.page.locator("main tbody a").first.click()
    yield "network"
    network = office.page.url
    office.page.locator("main a[href*='/kunta/']").first.click()
    yield "standing"
    for link, stop in (
        ("Change the network", "change-network"),
        ("Take a municipality in", "join"),
        ("Add a coordinating office", "add-office"),
        ("Settle who leads the network", "lead"),
    ):
        office.open(network)
        office.follow(link)
        yield stop
    office.open("/keskus/jakajat")
    yield "new-distributors"
    yield from model_stops(office)
    yield from approval_stops(office)
    office.open("/keskus/pop-up")
    yield "pop-ups"
    office.follow("Add a pop-up venue")
    office.press("Add the venue")
    yield "add-pop-up-empty"
    office.open("/keskus/pop-up")
    office.page.locator("main tbody a").first.click()
    office.follow("Move to another network")
    yield "move"
    office.open(network)
    office.follow("Partners")
    office.follow("Add a distributor")
    yield "add-distributor"
    office.open(network)
    office.follow("Partners")
    office.follow("Take partners in from a table")
    yield "import-partners"
    office.press("Try the table")
    yield "import-partners-empty"


def _import_stops(office: NationalOffice) -> Iterator[str]:
    office.open("/keskus/tunnukset/tuonti")
    yield "import"
    office.press("Take in the codes")
    yield "import-empty"
    office.field("Network").select_option(index=4)
    office.fill("Codes, one on each line", OLD_SERIES + "\nnot a code")
    office.press("Take in the codes")
    yield "import-wrong"
    office.fill("Codes, one on each line", OLD_SERIES)
    office.press("Take in the codes")
    office.is_told("The series has been taken in.")
    yield "batch-imported"
    office.follow("The country")
    _first_of(office, "Busiest venues, in people who came")
    yield "staff-of-venue"
