"""Batches of codes: made at random, or taken in from an old series; handed over; downloaded."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.cards.codes import CardCode, new_codes, read_series
from webapp.core.cards.events import BatchExported, BatchHandedOver, BatchMade, SeriesImported
from webapp.core.cards.models import CodeBatch, CodeSeries, RegisteredCode
from webapp.core.cards.reasons import BatchRefusal
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.lists.reading import FromTables, Sorting, whole_rows, with_gaps
from webapp.core.names import by_name
from webapp.core.networks.models import Network
from webapp.core.networks.queries import network_with_id
from webapp.core.tables.cells import Row

LARGEST_BATCH: Final = 50_000
_LINES_SHOWN: Final = 5
_CHUNK: Final = 500  # SQLite allows a limited number of parameters a statement


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """How many codes to make, under which letter, for which network."""

    network_id: int
    letter: str
    size: int
    order_id: uuid.UUID | None = None
    """Of the page on which it was ordered: sent twice, it is made once."""


@dataclass(frozen=True, slots=True)
class BatchSearch:
    """Which batches to list; what is None leaves it open."""

    network_id: int | None = None
    is_handed_over: bool | None = None


def make_batch(session: Session, actor: Actor, order: BatchOrder, *, now: datetime) -> CodeBatch:
    """Random codes with check digits for a network to print; an order that was made already gives its batch.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: BATCH_SIZE or LETTER_IS_OLD_SERIES.
    """
    actor.must(Permission.MAKE_CODES)
    network = network_with_id(session, order.network_id)
    check_batch_size(order.size)
    series = _series(session, order.letter, has_check_digit=True)
    made = _made_already(session, order)  # behind the lock of its letter: two at once wait for each other
    if made is not None:
        return made
    if not series.has_check_digit:
        raise RefusedError(BatchRefusal.LETTER_IS_OLD_SERIES, "letter", letter=order.letter)
    taken = set(
        session.scalars(select(RegisteredCode.code).where(RegisteredCode.code.startswith(series.letter)))
    )
    codes = new_codes(series.letter, order.size, taken=taken)
    batch = CodeBatch(
        network_id=network.id, letter=series.letter, size=len(codes), made_at=now, order_id=order.order_id
    )
    return _save(session, actor, batch, codes=codes, now=now)


def _made_already(session: Session, order: BatchOrder) -> CodeBatch | None:
    """The batch of the same order; other numbers on a page that is sent again are another order."""
    same = select(CodeBatch).where(
        CodeBatch.order_id == order.order_id,
        CodeBatch.network_id == order.network_id,
        CodeBatch.letter == order.letter,
        CodeBatch.size == order.size,
    )
    return session.scalars(same).one_or_none() if order.order_id else None


def check_batch_size(size: int) -> None:
    """A batch has some codes, and no more than a printer is sent at once.

    Raises:
        RefusedError: BATCH_SIZE.
    """
    if not 1 <= size <= LARGEST_BATCH:
        raise RefusedError(BatchRefusal.BATCH_SIZE, "size", largest=LARGEST_BATCH)


def import_series(
    session: Session, actor: Actor, *, network_id: int, rows: Iterable[Row], now: datetime
) -> CodeBatch:
    """Take in an old series without check digits, one code a line; all or nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: SERIES_UNREADABLE, CODES_EMPTY, BATCH_SIZE, LETTER_HAS_CHECK_DIGITS or
            CODES_ALREADY_KNOWN.
    """
    actor.must(Permission.MAKE_CODES)
    network = network_with_id(session, network_id)
    codes = codes_in(rows)
    letters = {code[0] for code in codes}
    for letter in sorted(letters):
        if _series(session, letter, has_check_digit=False).has_check_digit:
            raise RefusedError(BatchRefusal.LETTER_HAS_CHECK_DIGITS, "codes", letter=letter)
    known = _already_known(session, codes)
    if known:
        raise RefusedError(
            BatchRefusal.CODES_ALREADY_KNOWN, "codes", codes=", ".join(known[:_LINES_SHOWN]), count=len(known)
        )
    batch = CodeBatch(
        network_id=network.id, letter=min(letters), size=len(codes), is_imported=True, made_at=now
    )
    return _save(session, actor, batch, codes=codes, now=now)


def codes_in(rows: Iterable[Row]) -> list[CardCode]:
    """The codes of an old series, one a row, each once.

    Raises:
        RefusedError: SERIES_UNREADABLE, CODES_EMPTY or BATCH_SIZE.
    """
    read = list(read_series(rows))
    wrong = [str(number) for number, code in read if code is None]
    if wrong:
        raise RefusedError(
            BatchRefusal.SERIES_UNREADABLE, "codes", lines=", ".join(wrong[:_LINES_SHOWN]), count=len(wrong)
        )
    codes = list(dict.fromkeys(code for _, code in read if code is not None))
    if not codes:
        raise RefusedError(BatchRefusal.CODES_EMPTY, "codes")
    if len(codes) > LARGEST_BATCH:
        raise RefusedError(BatchRefusal.BATCH_SIZE, "codes", largest=LARGEST_BATCH)
    return codes


def _series(session: Session, letter: str, *, has_check_digit: bool) -> CodeSeries:
    """The series of a letter, locked; a new one is of the wanted kind, an old one of its own."""
    series = session.get(CodeSeries, letter, with_for_update=True)
    if series is None:
        series = CodeSeries(letter=letter, has_check_digit=has_check_digit)
        session.add(series)
        session.flush()
    return series


def _already_known(session: Session, codes: Sequence[CardCode]) -> list[str]:
    known: list[str] = []
    for start in range(0, len(codes), _CHUNK):
        chunk = codes[start : start + _CHUNK]
        known += session.scalars(select(RegisteredCode.code).where(RegisteredCode.code.in_(chunk)))
    return known


def _save(
    session: Session, actor: Actor, batch: CodeBatch, *, codes: Sequence[CardCode], now: datetime
) -> CodeBatch:
    batch.made_by = actor.account_id
    session.add(batch)
    session.flush()
    session.execute(insert(RegisteredCode), [{"code": code, "batch_id": batch.id} for code in codes])
    happened = SeriesImported if batch.is_imported else BatchMade
    record_act(session, actor, happened(batch.id, batch.size), now=now)
    return batch


def hand_over_batch(session: Session, actor: Actor, batch_id: int, *, now: datetime) -> CodeBatch:
    """Mark a batch handed over to its network. Saying so again changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.MAKE_CODES)
    batch = session.get(CodeBatch, batch_id, with_for_update=True)
    if batch is None:
        raise NotFoundError
    if batch.handed_over_at is None:
        batch.handed_over_at = max(now, batch.made_at)
        record_act(session, actor, BatchHandedOver(batch.id), now=now)
    return batch


def batch_codes(session: Session, actor: Actor, batch_id: int, *, now: datetime) -> Sequence[str]:
    """A batch's codes for the printer, in no telling order; the download is audited.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.MAKE_CODES)
    if session.get(CodeBatch, batch_id) is None:
        raise NotFoundError
    record_act(session, actor, BatchExported(batch_id), now=now)
    statement = select(RegisteredCode.code).where(RegisteredCode.batch_id == batch_id)
    return session.scalars(statement.order_by(RegisteredCode.code)).all()


def batches_found(actor: Actor, search: BatchSearch, *, language: str) -> FromTables[CodeBatch]:
    """The batches that fit a search; each knows how far it has been used.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.MAKE_CODES)
    return FromTables(
        select(CodeBatch)
        .join(CodeBatch.network)
        .options(contains_eager(CodeBatch.network))
        .where(*_fits(search)),
        orders={
            "made": (CodeBatch.made_at,),
            "network": (by_name(Network, language), CodeBatch.made_at),
            "letter": (CodeBatch.letter, CodeBatch.made_at),
            "size": (CodeBatch.size, CodeBatch.made_at),
            "registered": (CodeBatch.registered, CodeBatch.made_at),
            "handed_over": (*with_gaps(CodeBatch.handed_over_at), CodeBatch.made_at),
        },
        usual=Sorting("made", is_descending=True),
        ties=(CodeBatch.id,),
        read=whole_rows,
    )


def _fits(search: BatchSearch) -> Sequence[ColumnElement[bool]]:
    return [
        *([] if search.network_id is None else [CodeBatch.network_id == search.network_id]),
        *(
            []
            if search.is_handed_over is None
            else [
                CodeBatch.handed_over_at.is_not(None)
                if search.is_handed_over
                else CodeBatch.handed_over_at.is_(None)
            ]
        ),
    ]


def one_batch(session: Session, actor: Actor, batch_id: int) -> CodeBatch:
    """One batch.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    actor.must(Permission.MAKE_CODES)
    batch = session.get(CodeBatch, batch_id, options=[joinedload(CodeBatch.network)])
    if batch is None:
        raise NotFoundError
    return batch


def new_letters(session: Session) -> Sequence[str]:
    """The letters under which new codes may be made: all but those of old series."""
    old = set(session.scalars(select(CodeSeries.letter).where(CodeSeries.has_check_digit.is_(False))))
    return [letter for letter in map(chr, range(ord("A"), ord("Z") + 1)) if letter not in old]
