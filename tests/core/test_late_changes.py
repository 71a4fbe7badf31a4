"""No change is ever missed: whatever the order of commits, merged changes are what a whole list would be."""

from contextlib import ExitStack
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_world, personal_card
from tests.support.card_list_reader import Phone
from webapp.core.accounts.actor import Actor
from webapp.core.cards.actions import stop_card
from webapp.core.cards.listed import list_codes
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.validity import CardStatus
from webapp.core.database import session_factory


def test_a_change_that_commits_late_reaches_a_reader_who_has_passed_its_number(
    postgres_engine: Engine, now: datetime
) -> None:
    sessions = session_factory(postgres_engine)
    with sessions.begin() as session:
        world = make_world(session, now=now)
        late = personal_card(session, world.distributor, world.codes[0], now=now)
        soon = personal_card(session, world.distributor, world.codes[1], now=now)
        phone = Phone(session, world.venue, now)
    ended = CardStatus.ENDED
    with sessions() as slow:
        stop_card(slow, world.distributor, late.card.id, status=ended, now=now)
        slow.flush()
        early_number = slow.get_one(RegisteredCode, late.code).list_change
        with sessions.begin() as quick:
            stop_card(quick, world.distributor, soon.card.id, status=ended, now=now)
        with sessions() as reader:
            assert phone.sync(reader, check=True)
            passed = reader.scalar(select(func.max(RegisteredCode.list_change)))
        assert early_number is not None
        assert passed is not None
        assert early_number < passed
        known_soon, not_yet = phone.knows(soon.code), phone.knows(late.code)
        assert known_soon is not None
        assert not_yet is not None
        assert (known_soon & 0x1E0, not_yet & 0x1E0) == (0x20, 0)
        slow.commit()
    with sessions() as reader:
        assert phone.sync(reader, check=True)
        entry = phone.knows(late.code)
        assert entry is not None
        assert entry & 0x1E0 == 0x20
        assert phone.list.entries == phone.entries_afresh(reader)


@st.composite
def walks(draw: st.DrawFn) -> list[tuple[str, int]]:
    """Four transactions that begin in one order and end in another, a phone asking now and then between."""
    steps = [("change", which) for which in draw(st.permutations(range(4)))]
    for which in draw(st.permutations(range(4))):
        steps += [("sync", 0)] * draw(st.booleans()) + [
            (draw(st.sampled_from(["commit", "roll back"])), which)
        ]
        steps += [("change", which)] * draw(st.booleans())
    return steps


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=walks())
def test_whatever_the_order_of_commits_merged_changes_are_a_whole_list(
    postgres_engine: Engine, now: datetime, walk: list[tuple[str, int]]
) -> None:
    cards, phone = _four_cards(postgres_engine, now)
    with ExitStack() as stack:
        _follow(walk, cards, phone, Writers(session_factory(postgres_engine), stack))


class Writers:
    """Transactions that are open at the same time; all end with the stack, also when a test has failed."""

    def __init__(self, sessions: sessionmaker[Session], stack: ExitStack) -> None:
        self.sessions, self._stack, self._open = sessions, stack, dict[int, Session]()

    def __getitem__(self, which: int) -> Session:
        if which not in self._open:
            self._open[which] = self._stack.enter_context(self.sessions())
        return self._open[which]

    def end(self, which: int, how: str) -> None:
        """Commit or roll back, if it has begun."""
        if which in self._open:
            writer = self._open.pop(which)
            writer.commit() if how == "commit" else writer.rollback()


def _follow(walk: list[tuple[str, int]], cards: list[Card], phone: Phone, writers: Writers) -> None:
    at_last = [*(("commit", which) for which in range(4)), ("sync", 0)]
    for number, (step, which) in enumerate([*walk, *at_last]):
        if step == "change":
            _change_children(writers[which], cards[which], children=number % 20)
        elif step == "sync":
            with writers.sessions() as reader:
                assert phone.sync(reader, check=True)
                assert phone.list.entries == phone.entries_afresh(reader)
        else:
            writers.end(which, step)


def _change_children(writer: Session, card: Card, *, children: int) -> None:
    mine = writer.get_one(Card, card.id)
    mine.children = children
    list_codes(writer, mine)


_countries: dict[Engine, tuple[list[Card], Actor]] = {}


def _four_cards(engine: Engine, now: datetime) -> tuple[list[Card], Phone]:
    with session_factory(engine).begin() as session:
        # An engine is reused by the tests of a worker; its register is a test's own, for all its examples.
        if session.scalar(select(func.count()).select_from(Card)) == 0:
            world = make_world(session, now=now)
            cards = [
                personal_card(session, world.distributor, code, now=now).card for code in world.codes[:4]
            ]
            _countries[engine] = cards, world.venue
        cards, actor = _countries[engine]
        return cards, Phone(session, actor, now)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20), st.booleans()), max_size=20))
def test_a_phone_that_merges_every_change_has_the_whole_list(
    engine: Engine, now: datetime, lives: list[tuple[int, int, bool]]
) -> None:
    sessions = session_factory(engine)
    cards, phone = _four_cards(engine, now)
    for which, children, syncs in lives:
        with sessions.begin() as writer:
            _change_children(writer, cards[which], children=children)
        if syncs:
            with sessions() as reader:
                assert phone.sync(reader, check=True)
    with sessions() as reader:
        assert phone.sync(reader, check=True)
        assert phone.list.entries == phone.entries_afresh(reader)
