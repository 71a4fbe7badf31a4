"""Deals codes: each to one card, each from a batch of its network; and puts the batches into the register."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from webapp.core.cards.codes import CardCode, check_digit
from webapp.core.cards.listing import list_entry
from webapp.core.cards.models import CodeBatch, CodeSeries, RegisteredCode
from webapp.core.cards.validity import Validity
from webapp.demo.areas import Country
from webapp.demo.clock import REGISTER_BEGAN, DemoClock
from webapp.demo.known import CODE_NOT_HANDED_OVER, FREE_CODES, KAINUU, RESERVED
from webapp.demo.ledger import DemoCard, Ledger, write_rows

OLD, NEW = "A", "K"
NEW_SERIES_DAYS_AGO = 400
LEFT_OVER = {OLD: 20, NEW: 60}


@dataclass(frozen=True, slots=True)
class Dealt:
    """A code and the card it belongs to, if any."""

    code: str
    card_id: uuid.UUID | None = None
    replaced_at: datetime | None = None


@dataclass(slots=True)
class Dealer:
    """Knows every code there is. Batches are kept by network, letter and whether they are handed over."""

    rng: random.Random
    clock: DemoClock
    batches: dict[tuple[str, str, bool], list[Dealt]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=lambda: set(RESERVED))

    def deal(self, network: str, card_id: uuid.UUID, *, issued_on: date) -> str:
        """A code for a card of this network: of the old series, or since that exists often of the new."""
        is_new = issued_on > self.new_since + timedelta(days=14) and self.rng.random() < 0.6  # noqa: PLR2004
        code = self._fresh(NEW if is_new else OLD)
        self.put(network, Dealt(code, card_id))
        return code

    @property
    def new_since(self) -> date:
        """The day from which there are codes with check digits."""
        return self.clock.today - timedelta(days=NEW_SERIES_DAYS_AGO)

    def put(self, network: str, dealt: Dealt, *, is_handed_over: bool = True) -> None:
        """Put a particular code into a batch of this network."""
        self.batches.setdefault((network, dealt.code[0], is_handed_over), []).append(dealt)

    def _fresh(self, letter: str) -> CardCode:
        while True:
            digits = f"{self.rng.randrange(10**8):08}"
            last = check_digit(letter + digits) if letter == NEW else str(self.rng.randrange(10))
            code = letter + digits + last
            if code not in self.taken:
                self.taken.add(code)
                return CardCode(code)

    def leave_over(self, country: Country) -> None:
        """Codes waiting to be given out in every network in use, and a batch still at the printer's."""
        for network, codes in FREE_CODES.items():
            for code in codes:
                self.put(network, Dealt(code))
        self.put(KAINUU, Dealt(CODE_NOT_HANDED_OVER), is_handed_over=False)
        for name in country.networks:
            if country.towns_of(name):
                for letter, least in LEFT_OVER.items():
                    self._fill_up(name, letter, least=least)
        self._fill_up(KAINUU, NEW, least=200, is_handed_over=False)

    def _fill_up(self, network: str, letter: str, *, least: int, is_handed_over: bool = True) -> None:
        # Printers sell by round numbers.
        filled = len(self.batches.get((network, letter, is_handed_over), []))
        for _ in range(least + -(filled + least) % 50):
            self.put(network, Dealt(self._fresh(letter)), is_handed_over=is_handed_over)

    def hand_in(self, session: Session, country: Country, *, ledger: Ledger, made_by: int) -> int:
        """Insert series, batches and codes; gives the number of codes. The cards must be there."""
        session.add_all(
            [
                CodeSeries(letter=OLD, has_check_digit=False),
                CodeSeries(letter=NEW, has_check_digit=True),
            ]
        )
        session.flush()
        batches = {key: self._batch(key, country, made_by=made_by) for key in self.batches}
        session.add_all(batches.values())
        session.flush()
        cards = {card.id: card for card in ledger.cards}
        rows: list[dict[str, Any]] = [
            {
                "code": one.code,
                "batch_id": batches[key].id,
                "card_id": one.card_id,
                "replaced_at": one.replaced_at,
                "list_entry": one.card_id and _entry(cards[one.card_id], one),
                "list_change": one.card_id and 1,
            }
            for key, dealt in self.batches.items()
            for one in dealt
        ]
        write_rows(session, RegisteredCode, rows=sorted(rows, key=lambda row: str(row["code"])))
        return len(rows)

    def _batch(self, key: tuple[str, str, bool], country: Country, *, made_by: int) -> CodeBatch:
        network, letter, is_handed_over = key
        made_at = self._made_at(letter, is_handed_over=is_handed_over)
        return CodeBatch(
            network_id=country.networks[network].id,
            letter=letter,
            size=len(self.batches[key]),
            registered=sum(one.card_id is not None for one in self.batches[key]),
            is_imported=letter == OLD,
            made_by=made_by,
            made_at=made_at,
            handed_over_at=made_at + timedelta(days=9) if is_handed_over else None,
        )

    def _made_at(self, letter: str, *, is_handed_over: bool) -> datetime:
        if letter == OLD:
            return REGISTER_BEGAN
        days_ago = NEW_SERIES_DAYS_AGO if is_handed_over else 6
        return self.clock.now.replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=days_ago)


def _entry(card: DemoCard, dealt: Dealt) -> int:
    validity = Validity(card.status, card.valid_until, is_replaced=dealt.replaced_at is not None)
    return list_entry(card.kind, validity, card.children)
