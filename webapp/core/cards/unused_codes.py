"""Take a code that nobody has: one from a printed card, or a fresh one for a card that lives on a phone."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.cards import rules
from webapp.core.cards.codes import CardCode, has_right_check_digit, new_codes, read_code
from webapp.core.cards.models import CodeBatch, CodeSeries, RegisteredCode
from webapp.core.cards.queries import code_facts
from webapp.core.cards.reasons import CodeRefusal, IssuingRefusal
from webapp.core.errors import RefusedError

UNUSABLE_CODES: Final = frozenset({
    CodeRefusal.CODE_CHECK_DIGIT, IssuingRefusal.CODE_UNKNOWN, IssuingRefusal.CODE_OF_ANOTHER_NETWORK,
    IssuingRefusal.CODE_ALREADY_REGISTERED,
})  # fmt: skip
"""What whoever guesses at codes hears."""


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card about to be: its id, made with the page, and the code as typed; None for the phone only."""

    card_id: uuid.UUID
    typed_code: str | None
    in_hand: str = ""
    """The code of which somebody said that the card is in their hand, though its batch is not handed over."""


def take_code(session: Session, actor: Actor, card: NewCard, *, now: datetime) -> RegisteredCode:
    """The code's row, locked; RefusedError where it cannot be given out.

    A code that already belongs to `card` comes back as it is: the request is being repeated.
    """
    if card.typed_code is None:
        return _code_for_phone(session, actor, now=now)
    code = read_code(card.typed_code)
    row = session.get(RegisteredCode, code, with_for_update=True)
    if row is None:
        blame_check_digit(session, code)
    # The lock may have waited for the very request that this one repeats: its card is no obstacle.
    if row is None or row.card_id is None or row.card_id != card.card_id:
        is_in_hand = code == card.in_hand
        rules.check_code(code_facts(session, code), network_id=actor.network_id, is_in_hand=is_in_hand)
    return session.get_one(RegisteredCode, code)


def put_in_use(session: Session, code: RegisteredCode, card_id: uuid.UUID) -> None:
    """Give a code of take_code's to a card, and count it in its batch; its entry in the lists must follow."""
    counted = update(CodeBatch).where(CodeBatch.id == code.batch_id)
    session.execute(counted.values(registered=CodeBatch.registered + 1))
    code.card_id = card_id


def blame_check_digit(session: Session, code: CardCode) -> None:
    """Of a code that does not exist: say so if it was mistyped.

    Raises:
        RefusedError: CODE_CHECK_DIGIT.
    """
    series = session.get(CodeSeries, code[0])
    if series is not None and series.has_check_digit and not has_right_check_digit(code):
        raise RefusedError(CodeRefusal.CODE_CHECK_DIGIT, "code")


def _code_for_phone(session: Session, actor: Actor, *, now: datetime) -> RegisteredCode:
    # A card that lives only on a phone needs no printed batch: its code is made here, one at a time.
    checked = select(CodeSeries.letter).where(CodeSeries.has_check_digit).order_by(CodeSeries.letter).limit(1)
    letter = session.scalar(checked)
    if letter is None:
        raise RefusedError(IssuingRefusal.NO_CODES_FOR_PHONES, "code")
    batch = CodeBatch(
        network_id=actor.network_id,
        letter=letter,
        size=1,
        made_by=actor.account_id,
        made_at=now,
        handed_over_at=now,
    )
    row = RegisteredCode(code=_unused_code(session, letter), batch=batch)
    session.add(row)
    session.flush()
    return row


def _unused_code(session: Session, letter: str) -> CardCode:
    while True:
        (code,) = new_codes(letter, 1, taken=())
        if session.get(RegisteredCode, code) is None:
            return code
