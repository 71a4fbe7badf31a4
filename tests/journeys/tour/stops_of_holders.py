"""Where the tour stops: the cardholder's portal, with the demo's best-known card on the phone."""

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.journeys.people.holder import Holder
from tests.journeys.tour.stops_at_places import holder_place_stops
from tests.journeys.tour.stops_of_outings import joining_stops


def portal_stops(holder: Holder) -> Iterator[str]:
    """Visits, phones, data; last of all the card is lost."""
    holder.takes_demo_card()
    holder.open("/oma")
    holder.open("/oma/lisaa")
    yield "more"
    holder.open("/oma/asenna")
    yield "install"
    yield from holder_place_stops(holder)
    yield from joining_stops(holder)
    yield from _visits(holder)
    yield from _phones(holder)
    yield from _reminder(holder)
    yield from _feedback(holder)
    yield from _data(holder)
    holder.open("/oma/kadonnut")
    yield "lost"
    holder.press("Stop my card")
    yield "stopped"
    holder.open("/oma")
    yield "card-withdrawn"


def _visits(holder: Holder) -> Iterator[str]:
    holder.open("/oma/kaynnit")
    yield "visits"
    holder.press("Good")
    holder.is_told("Thank you for telling.")
    yield "visit-felt"
    holder.unfold("Hide the history on this phone")
    holder.press("Hide my visits")
    yield "visits-hidden"
    holder.press("Show them again")


def _phones(holder: Holder) -> Iterator[str]:
    holder.open("/oma/puhelimet")
    yield "phones"
    holder.press("Add another phone")
    yield "phone-added"
    holder.open("/oma/puhelimet/uusi")
    holder.open("/oma/avain")
    yield "passkeys"
    holder.open("/oma/takaisin")
    yield "come-back"


def _reminder(holder: Holder) -> Iterator[str]:
    # The tour's browser shows no notifications and says that it is blocked; the other parts are brought out.
    holder.open("/oma/muistutus")
    _blocked(holder)
    yield "notices"
    for endpoint, name in (("", "notices-wrong"), ("https://fcm.googleapis.com/fcm/send/tour", "notices-on")):
        holder.page.locator("#endpoint").evaluate(_SEND, endpoint)
        holder.is_told("The reminder is now on for this phone." if endpoint else "There is a problem")
        _blocked(holder)
        parts = holder.page.locator("[data-state], [data-failed]")
        parts.evaluate_all("(parts) => parts.forEach((one) => { one.hidden = false; })")
        yield name


_SEND = "(form, endpoint) => { form.elements.endpoint.value = endpoint; form.submit(); }"


def _blocked(holder: Holder) -> None:
    expect(holder.page.locator("[data-state='blocked']")).to_be_visible()


def _feedback(holder: Holder) -> Iterator[str]:
    holder.open("/oma/palaute")
    yield "feedback"
    holder.fill("Your feedback", "Soita 040 123 4567")
    holder.press("Send the feedback")
    yield "feedback-wrong"
    holder.page.get_by_label(holder.say("Accessibility"), exact=True).check()
    holder.fill("Your feedback", "Salissa kuuli hyvin.")
    holder.press("Send the feedback")
    yield "feedback-sent"


def _data(holder: Holder) -> Iterator[str]:
    holder.open("/oma/tiedot")
    yield "data"
    holder.open("/oma/poistu")
    yield "leave"
