"""The sealed list: what a device is given, and that whatever happens to a card reaches it."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.factories import World, community_card, make_world, personal_card
from tests.support.card_list_reader import Phone, day_of, read_answer
from webapp.core.cards.actions import RenewalAnswers, Replacement, renew_card, replace_card, stop_card
from webapp.core.cards.listing import ListVersion, first_listed_entry
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.validity import CardStatus
from webapp.core.database import session_factory
from webapp.core.devices.actions import register_personal_device, rekey_device, revoke_device
from webapp.core.devices.card_list import ListRequest, note_list, sealed_list
from webapp.core.errors import NotAllowedError, NotFoundError
from webapp.core.partners.desks import own_desk


def test_a_full_list_holds_every_registered_code_and_tells_its_sums(
    session: Session, world: World, now: datetime
) -> None:
    held = personal_card(session, world.distributor, world.codes[0], now=now, children=3)
    until = now.date() + timedelta(days=30)
    community = community_card(session, world.distributor, world.codes[1], now=now, until=until)
    phone = Phone(session, world.venue, now)
    answer = sealed_list(
        session, own_desk(world.venue), phone.device.id, request=ListRequest(None), now=now
    ).content
    read = phone.list.take(answer)
    assert read.is_full
    assert read.made_at_ms == int(now.timestamp() * 1000)
    assert phone.list.agrees_with(read)
    assert len(read.entries) == 2
    entry, shared = phone.knows(held.code), phone.knows(community.code)
    assert entry is not None
    assert shared is not None
    assert (day_of(entry), entry & 0x3FF) == (held.card.valid_until, 3)
    assert (day_of(shared), shared & 0x3FF) == (until, 0x200)
    assert phone.knows(world.codes[2]) is None


CONTRACT = json.loads((Path(__file__).parent.parent / "contracts" / "list_entries.json").read_text())
BOTH_VERSIONS = {one["entry"]: one["entry_of_version_1"] for one in CONTRACT["entries"]}
OF_A_LATER_RELEASE = {4350 << 10 | 9 << 5 | 2: 4350 << 8 | 0x40 | 2}


@pytest.mark.parametrize(("entry", "of_version_1"), (BOTH_VERSIONS | OF_A_LATER_RELEASE).items())
def test_a_page_of_the_release_before_is_given_the_first_version(
    session: Session, world: World, now: datetime, entry: int, of_version_1: int
) -> None:
    code = personal_card(session, world.distributor, world.codes[0], now=now).code
    session.get_one(RegisteredCode, code).list_entry = entry
    session.flush()
    phone = Phone(session, world.venue, now)

    def ask(since: int | None) -> bytes:
        request = ListRequest(since, check=True, version=ListVersion.FIRST)
        return sealed_list(session, own_desk(world.venue), phone.device.id, request=request, now=now).content

    whole, changes = read_answer(ask(None), b"KKL1"), read_answer(ask(0), b"KKL1")
    assert {one for _seal, one in changes.entries} == {of_version_1}
    if entry >= first_listed_entry(now.date()):
        assert ({one for _seal, one in whole.entries}, whole.whole_sum) == ({of_version_1}, of_version_1)
        assert (changes.whole_count, changes.whole_sum) == (1, of_version_1)


def test_sums_are_told_only_when_asked_for(session: Session, world: World, now: datetime) -> None:
    personal_card(session, world.distributor, world.codes[0], now=now)
    phone = Phone(session, world.venue, now)

    def ask(request: ListRequest) -> bytes:
        return sealed_list(session, own_desk(world.venue), phone.device.id, request=request, now=now).content

    cursor = phone.list.take(ask(ListRequest(None))).cursor
    plain, checked = ask(ListRequest(cursor)), ask(ListRequest(cursor, check=True))
    assert (read_answer(plain).whole_count, read_answer(checked).whole_count) == (None, 1)
    assert phone.list.agrees_with(phone.list.take(checked))


def test_two_devices_lists_have_nothing_in_common(session: Session, world: World, now: datetime) -> None:
    personal_card(session, world.distributor, world.codes[0], now=now)
    phones = [Phone(session, world.venue, now) for _ in range(2)]
    assert not phones[0].entries_afresh(session).keys() & phones[1].entries_afresh(session).keys()


def test_after_a_new_key_the_old_list_says_nothing(session: Session, world: World, now: datetime) -> None:
    code = personal_card(session, world.distributor, world.codes[0], now=now).code
    phone = Phone(session, world.venue, now)
    before = phone.device.list_key
    rekey_device(session, own_desk(world.venue), phone.device.id, now=now)
    session.flush()
    phone.sync(session)
    assert phone.list.entry_of(before, code) is None
    assert phone.knows(code) is not None


def test_a_cursor_from_the_future_gets_a_whole_list(session: Session, world: World, now: datetime) -> None:
    personal_card(session, world.distributor, world.codes[0], now=now)
    phone = Phone(session, world.venue, now)
    request = ListRequest(2**62)
    answer = sealed_list(session, own_desk(world.venue), phone.device.id, request=request, now=now).content
    assert read_answer(answer).is_full


def test_cards_that_ended_before_last_year_leave_the_list(
    session: Session, world: World, now: datetime
) -> None:
    code = personal_card(session, world.distributor, world.codes[0], now=now).code
    phone = Phone(session, world.venue, now)
    assert phone.sync(session)
    # Valid until 22.11.2027: listed to the end of 2028, by whole lists and by merged ones alike.
    for later, is_listed in ((datetime(2028, 12, 31, 12, tzinfo=now.tzinfo), True),
                             (datetime(2029, 1, 2, 12, tzinfo=now.tzinfo), False)):  # fmt: skip
        phone.now = later
        assert phone.sync(session, check=True)
        assert (phone.knows(code) is not None) is is_listed
        assert phone.list.entries == phone.entries_afresh(session)


def test_a_list_is_for_live_devices_of_the_own_venue(session: Session, world: World, now: datetime) -> None:
    device = register_personal_device(session, own_desk(world.venue), now=now).device
    for actor in (world.distributor, world.office):
        with pytest.raises(NotAllowedError):
            sealed_list(session, own_desk(actor), device.id, request=ListRequest(None), now=now)
    with pytest.raises(NotFoundError):
        sealed_list(session, own_desk(world.other_venue), device.id, request=ListRequest(None), now=now)
    revoke_device(session, world.venue, device.id, now=now)
    with pytest.raises(NotFoundError):
        sealed_list(session, own_desk(world.venue), device.id, request=ListRequest(None), now=now)


def test_the_register_notes_which_list_a_device_was_given(
    session: Session, world: World, now: datetime
) -> None:
    device = register_personal_device(session, own_desk(world.venue), now=now).device
    later = now + timedelta(minutes=5, microseconds=1234)
    note_list(session, device.id, now=later)
    session.refresh(device)
    assert (device.list_made_at, device.last_seen_at) == (later - timedelta(microseconds=234), later)


def changes_of(session: Session, code: str) -> tuple[int | None, int | None]:
    session.expire_all()
    row = session.get_one(RegisteredCode, code)
    return row.list_entry, row.list_change


def _stopped(status: CardStatus) -> Callable[[Session, World, Card, datetime], object]:
    return lambda session, world, card, now: stop_card(
        session, world.distributor, card.id, status=status, now=now
    )


def _renewed(session: Session, world: World, card: Card, now: datetime) -> object:
    return renew_card(session, world.distributor, card.id, answers=RenewalAnswers(7), now=now)


def _replaced(session: Session, world: World, card: Card, now: datetime) -> object:
    replacement = Replacement(world.codes[0], world.codes[1])
    return replace_card(session, world.distributor, card.id, replacement=replacement, now=now)


@pytest.mark.parametrize(
    "change",
    [_stopped(CardStatus.ENDED), _stopped(CardStatus.WITHDRAWN), _renewed, _replaced],
    ids=["end", "withdraw", "renew", "replace"],
)
def test_whatever_happens_to_a_card_is_a_change_of_its_entry(
    engine: Engine, now: datetime, change: Callable[[Session, World, Card, datetime], object]
) -> None:
    sessions = session_factory(engine)
    with sessions.begin() as session:
        world = make_world(session, now=now)
        held = personal_card(session, world.distributor, world.codes[0], now=now)
    with sessions.begin() as session:
        before = changes_of(session, held.code)
        change(session, world, session.get_one(Card, held.card.id), now)
    with sessions() as session:
        entry, number = changes_of(session, held.code)
        assert before[1] is not None
        assert number is not None
        assert number > before[1]
        assert entry != before[0]
        if change is _replaced:
            new_entry, new_number = changes_of(session, world.codes[1])
            assert new_number == number
            assert new_entry != entry


def test_issuing_lists_a_code_and_an_unused_one_is_not_listed(
    session: Session, world: World, now: datetime
) -> None:
    personal_card(session, world.distributor, world.codes[0], now=now)
    until = now.date() + timedelta(days=1)
    community_card(session, world.distributor, world.codes[1], now=now, until=until)
    listed = select(RegisteredCode.code).where(RegisteredCode.list_change.is_not(None))
    assert set(session.scalars(listed)) == {*world.codes[:2]}
