"""Where the tour stops: the counter's screen, with scripts and where a browser keeps nothing."""

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.journeys.people.counter import Counter, PlainCounter
from webapp.demo import known

MISTYPED = known.NEW_SERIES_CARD[:-1] + str((int(known.NEW_SERIES_CARD[-1]) + 1) % 10)


def desk_stops(counter: Counter) -> Iterator[str]:
    """Every verdict on the one screen; what waits; a group; an undo."""
    counter.open("/kohde")
    yield "counter"
    counter.press("Check")
    yield "counter-empty-code"
    counter.check("A12")
    yield "counter-wrong-code"
    for name, code in {
        "valid": known.VALID_CARD,
        "valid-no-children": known.NEW_SERIES_CARD,
        "valid-community": known.COMMUNITY_CARD,
        "valid-trial": known.TRIAL_CARD,
        "expired": known.EXPIRED_CARD,
        "ended": known.ENDED_CARD,
        "withdrawn": known.WITHDRAWN_CARD,
        "replaced": known.REPLACED_CODE,
        "unregistered": known.FREE_CODES_KAINUU[3],
        "mistyped": MISTYPED,
    }.items():
        counter.check(code)
        counter.is_confirmed()
        yield f"verdict-{name}"
    yield from _without_answer(counter)
    yield from _recording(counter)
    yield from _group(counter)


def _without_answer(counter: Counter) -> Iterator[str]:
    """As with a network that has fallen asleep: nobody ever answers."""
    counter.open("/kohde")
    counter.page.route("**/api/cards/check", lambda _: None)
    counter.read_with_scanner("A111111111")
    counter.sees_heading(counter.say("Not known to this phone"))
    yield "verdict-not-known"
    counter.page.unroute_all(behavior="ignoreErrors")


def _recording(counter: Counter) -> Iterator[str]:
    counter.check(known.VALID_CARD)
    counter.is_confirmed()
    counter.fill("Children’s tickets", "9")
    counter.press("Record")
    yield "record-too-many-children"
    counter.unfold("Assistant or interpreter along")
    counter.fill("Children’s tickets", "2")
    counter.press("Record")
    counter.is_ready_for_next()
    counter.has_sent_everything()
    yield "recorded"
    counter.check(known.VALID_CARD)
    counter.is_confirmed()
    yield "verdict-repeated"
    counter.open("/kohde").looks_at_day().visit_of(known.VALID_CARD).first.get_by_role("button").first.click()
    yield "undo-asked"
    counter.press("Undo the visit")
    counter.has_sent_everything()
    yield "undone"


def _group(counter: Counter) -> Iterator[str]:
    counter.check(known.COMMUNITY_CARD)
    counter.is_confirmed()
    counter.press("Who is along?")
    counter.read_with_scanner(known.NEW_SERIES_CARD)
    counter.read_with_scanner(known.EXPIRED_CARD)
    expect(counter.page.locator("[data-counter='members'] li")).to_have_count(3)
    yield "group"
    counter.records_group(2)
    counter.is_told("Group: %(count)s", count=2)
    yield "group-recorded"


def plain_stops(counter: PlainCounter) -> Iterator[str]:
    """The pages of those whose browser keeps nothing."""
    counter.page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    counter.check(known.VALID_CARD)
    yield "valid"
    counter.fill("Children’s tickets", "9")
    counter.press("Record")
    yield "too-many-children"
    counter.fill("Children’s tickets", "1")
    counter.press("Record")
    counter.is_ready_for_next()
    yield "recorded"
    for name, code in {
        "repeated": known.VALID_CARD,
        "community": known.COMMUNITY_CARD,
        "expired": known.EXPIRED_CARD,
        "mistyped": MISTYPED,
    }.items():
        counter.check(code)
        counter.page.get_by_role("heading", level=1).wait_for()
        yield name
