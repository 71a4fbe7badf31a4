"""Where the tour stops: pages of the distributor."""

from collections.abc import Iterator

from tests.journeys.people.distributor import Distributor
from tests.journeys.people.speech import in_groups
from tests.journeys.tour.stops_of_outings import announcing_stops
from webapp.demo import known


def distributor_stops(distributor: Distributor) -> Iterator[str]:
    """Issuing in all its ways, and a card in all its states."""
    yield from _reading_stops(distributor)
    distributor.open("/jakaja/uusi")
    yield "issue"
    distributor.press("Issue the card")
    yield "issue-empty"
    distributor.fill("Code of the printed card", known.FREE_CODES_KAINUU[3])
    distributor.fill("Year of birth", "2024")
    distributor.fill("Postal code of the home", "00001")
    distributor.press("Issue the card")
    yield "issue-wrong"
    distributor.issue_card(known.FREE_CODES_KAINUU[4], children=2)
    yield "card-new"
    distributor.show_pairing_qr()
    yield "card-new-pairing"
    distributor.unfold("The phone’s camera does not work")
    yield "card-new-pairing-typed"
    distributor.follow("Everything about this card")
    distributor.sees_heading(in_groups(known.FREE_CODES_KAINUU[4]))
    yield "card"
    card_page = distributor.page.url
    distributor.unfold("The phone is not here: print a slip")
    distributor.press("Make the slip")
    yield "slip"
    distributor.open(distributor.page.url)  # a reload of the answer leads back to the card
    assert distributor.page.url == card_page
    yield from _card_forms(distributor)
    yield from _more_cards(distributor)


def _reading_stops(distributor: Distributor) -> Iterator[str]:
    """The one field, and what it answers where the card is not the office's own."""
    distributor.open("/jakaja/lue")
    yield "read"
    distributor.read_at_desk("A12")
    yield "read-wrong"
    distributor.read_at_desk(known.TRIAL_CARD)
    yield "read-of-another"


def _card_forms(distributor: Distributor) -> Iterator[str]:
    for summary in distributor.page.locator("main summary").all():
        summary.click()
    yield "card-unfolded"
    distributor.follow("Renew the card")
    yield "renew"
    distributor.page.locator("form[action$='/uusi']").get_by_role("textbox").fill("many")
    distributor.press("Renew")
    yield "renew-wrong"
    distributor.follow("Back to the card")
    distributor.follow("Replace with a new card")
    yield "replace"
    distributor.page.locator("form[action$='/korvaa']").get_by_role("button").last.click()
    yield "replace-empty"
    replacing = distributor.page.locator("form[action$='/korvaa']")
    replacing.get_by_role("radio", name=distributor.say("On the phone only")).check()
    replacing.get_by_role("button").last.click()
    distributor.sees_heading(distributor.say("Replace with a new card?"))
    yield "replace-question"


def _more_cards(distributor: Distributor) -> Iterator[str]:
    distributor.open("/jakaja/uusi")
    distributor.page.get_by_role("radio", name=distributor.say("On the phone only")).check()
    distributor.fill_in_background(children=0)
    distributor.press("Issue the card")
    distributor.sees_heading(distributor.say("The card is in use"))
    yield "card-new-phone"
    distributor.open("/jakaja/yhteison-kortti")
    yield "community"
    distributor.fill("Last valid day", "31.2.2027")
    distributor.press("Take into use")
    yield "community-wrong"
    distributor.fill("Code of the printed card", known.FREE_OLD_CODES_KAINUU[0])
    distributor.fill("Last valid day", distributor.speech.day(distributor.now.date().replace(day=28)))
    distributor.press("Take into use")
    yield "card-new-community"
    distributor.open("/jakaja/")
    yield "cards"
    distributor.open("/jakaja/?code=B77777")
    yield "cards-none-found"
    for name, code in {
        "expired": known.EXPIRED_CARD,
        "ended": known.ENDED_CARD,
        "withdrawn": known.WITHDRAWN_CARD,
        "replaced": known.REPLACEMENT_CODE,
        "community": known.COMMUNITY_CARD,
    }.items():
        distributor.find_card(code)
        yield f"card-{name}"
    distributor.find_card(known.FREE_CODES_KAINUU[4])
    distributor.follow("Print a hand-out for the client")
    yield "hand-out"
    distributor.find_card(known.FREE_CODES_KAINUU[4])
    distributor.end_card()
    yield "card-just-ended"
    distributor.follow("More")
    yield "more"
    yield from announcing_stops(distributor)
