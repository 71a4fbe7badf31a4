"""From a printed code to a recorded visit, as the five roles see it."""

from itertools import pairwise

import pytest

from tests.journeys.conftest import Meet
from tests.journeys.people.coordinator import Coordinator
from tests.journeys.people.counter import Counter
from tests.journeys.people.distributor import Distributor
from tests.journeys.people.holder import Holder
from tests.journeys.people.national_office import NationalOffice
from tests.support.devices import PHONE, TABLET, Device
from webapp.core.calendar import day_in_finland
from webapp.core.cards.codes import check_digit
from webapp.core.cards.validity import last_valid_day

pytestmark = pytest.mark.journey

BATCH_SIZE = 30
KAINUU = {"fi": "Kainuu", "sv": "Kajanaland"}


@pytest.mark.parametrize(
    ("language", "device"),
    [("fi", PHONE), ("sv", TABLET)],
    ids=["fi-phone", "sv-tablet"],
)
def test_a_code_becomes_a_card_on_a_phone_and_a_recorded_visit(
    meet: Meet, language: str, device: Device
) -> None:
    office = meet(NationalOffice, language, device).sign_in()
    before = office.figures_of_the_country()
    code = make_batch(office, network=KAINUU[language])[0]

    holder = meet(Holder, language, PHONE)
    give_card(meet(Distributor, language, device).sign_in(), holder, code)
    holder.shows_on_screen(code, children=2)
    holder.opens_again()

    coordinator = meet(Coordinator, language, device).sign_in()
    network_before = coordinator.figures_of_the_network()
    counter = meet(Counter, language, device).sign_in()
    venue = counter.workplace()
    visitors_before = coordinator.visitors_of(venue)
    record_undo_and_record_again(counter, code)

    assert coordinator.visitors_of(venue) == visitors_before + 3
    assert moved(network_before, coordinator.figures_of_the_network()) == [0, 0, 1, 2]
    assert moved(before, office.figures_of_the_country()) == [1, 1, 1, 2]


def make_batch(office: NationalOffice, *, network: str) -> list[str]:
    """Codes that are random, all different, and right in their last digit."""
    office.make_codes(network, BATCH_SIZE)
    office.mark_handed_over()
    codes = office.download_codes()
    assert len(set(codes)) == BATCH_SIZE
    assert codes == [code[:-1] + check_digit(code[:-1]) for code in codes]
    steps = {abs(int(one[1:-1]) - int(other[1:-1])) for one, other in pairwise(codes)}
    assert min(steps) > 1
    return codes


def give_card(distributor: Distributor, holder: Holder, code: str) -> None:
    """Issue a card and put it on the phone by what a camera reads from the distributor's screen."""
    distributor.issue_card(code, children=2)
    distributor.reads_what_to_write(code, children=2)
    holder.take_card_from(distributor.show_pairing_qr())


def record_undo_and_record_again(counter: Counter, code: str) -> None:
    """One adult and two children, taken back, recorded anew; then the same card is asked about."""
    until = counter.speech.day(last_valid_day(day_in_finland(counter.now), 12))
    counter.check(code)
    counter.sees_valid(until, children=2)
    counter.record(children=2)
    counter.sees_visit(code, children=2)
    counter.undo(code)
    counter.scan(code)
    counter.sees_valid(until, children=2)
    counter.record(children=2)
    counter.check(code)
    counter.is_asked_about_repeat()


def moved(before: dict[str, int], after: dict[str, int]) -> list[int]:
    """By how much each figure has grown."""
    return [after[name] - number for name, number in before.items()]
