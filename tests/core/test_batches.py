"""Batches of codes: random, handed over once, old series all or nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from tests.factories import OLD_CODES, World, personal_card, series
from tests.support.listed import all_of
from webapp.core.cards.batches import (
    BatchOrder,
    BatchSearch,
    batch_codes,
    batches_found,
    hand_over_batch,
    import_series,
    make_batch,
    new_letters,
    one_batch,
)
from webapp.core.cards.codes import CardCode, has_right_check_digit
from webapp.core.cards.models import CodeBatch
from webapp.core.cards.reasons import BatchRefusal
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.identifiers import new_id


def test_a_batch_has_its_number_of_different_codes_with_check_digits(
    session: Session, world: World, now: datetime
) -> None:
    batch = make_batch(session, world.office, BatchOrder(world.kainuu, "M", 1500), now=now)
    codes = batch_codes(session, world.office, batch.id, now=now)
    assert len(set(codes)) == 1500
    assert all(code[0] == "M" and has_right_check_digit(CardCode(code)) for code in codes)


def test_an_order_that_is_sent_twice_is_made_once_and_a_corrected_one_is_another(
    session: Session, world: World, now: datetime
) -> None:
    order = BatchOrder(world.kainuu, "M", 5, new_id(now))
    batch = make_batch(session, world.office, order, now=now)
    assert make_batch(session, world.office, order, now=now).id == batch.id
    corrected = make_batch(session, world.office, replace(order, size=6), now=now)
    assert (corrected.id != batch.id, corrected.size) == (True, 6)


@pytest.mark.parametrize("size", [0, 50_001])
def test_a_batch_has_bounds(session: Session, world: World, now: datetime, size: int) -> None:
    with pytest.raises(RefusedError) as refused:
        make_batch(session, world.office, BatchOrder(world.kainuu, "M", size), now=now)
    assert (refused.value.reason, refused.value.field) == (BatchRefusal.BATCH_SIZE, "size")


def test_a_letter_has_check_digits_or_has_none(session: Session, world: World, now: datetime) -> None:
    assert "A" not in new_letters(session)
    with pytest.raises(RefusedError) as refused:
        make_batch(session, world.office, BatchOrder(world.kainuu, "A", 5), now=now)
    assert refused.value.reason is BatchRefusal.LETTER_IS_OLD_SERIES
    with pytest.raises(RefusedError) as refused:
        import_series(session, world.office, network_id=world.kainuu, rows=series("K123456789"), now=now)
    assert refused.value.reason is BatchRefusal.LETTER_HAS_CHECK_DIGITS


def test_an_old_series_with_a_wrong_line_is_not_taken_in(
    session: Session, world: World, now: datetime
) -> None:
    lines = ["B000000001", "B000000002", "B00000000", "x"]
    with pytest.raises(RefusedError) as refused:
        import_series(session, world.office, network_id=world.kainuu, rows=series(*lines), now=now)
    assert (refused.value.facts["lines"], refused.value.facts["count"]) == ("3, 4", 2)


def test_an_old_series_that_is_known_in_part_is_not_taken_in(
    session: Session, world: World, now: datetime
) -> None:
    with pytest.raises(RefusedError) as refused:
        import_series(
            session, world.office, network_id=world.kainuu, rows=series(OLD_CODES[0], "A000000001"), now=now
        )
    assert (refused.value.reason, refused.value.facts["codes"]) == (
        BatchRefusal.CODES_ALREADY_KNOWN,
        OLD_CODES[0],
    )


def test_a_code_twice_in_an_old_series_is_one_code(session: Session, world: World, now: datetime) -> None:
    batch = import_series(
        session,
        world.office,
        network_id=world.kainuu,
        rows=series("Koodi", "C000000001", "c 000 000 001"),
        now=now,
    )
    assert (batch.size, batch.is_imported, batch.letter) == (1, True, "C")


def listed(session: Session, world: World) -> Sequence[CodeBatch]:
    return all_of(session, batches_found(world.office, BatchSearch(), language="fi"))


def test_a_batch_is_handed_over_once_and_its_use_is_counted(
    session: Session, world: World, now: datetime
) -> None:
    batch = listed(session, world)[0]
    first = hand_over_batch(session, world.office, batch.id, now=now).handed_over_at
    assert hand_over_batch(session, world.office, batch.id, now=now.replace(hour=12)).handed_over_at == first
    personal_card(session, world.distributor, world.codes[0], now=now)
    session.flush()
    registered = {one.network_id: one.registered for one in listed(session, world)}
    assert registered[world.kainuu] in {0, 1}
    assert sum(one.registered for one in listed(session, world)) == 1


def test_only_the_national_office_makes_codes(session: Session, world: World, now: datetime) -> None:
    for actor in (world.venue, world.distributor, world.coordinator):
        with pytest.raises(NotAllowedError):
            make_batch(session, actor, BatchOrder(world.kainuu, "M", 5), now=now)
        with pytest.raises(NotAllowedError):
            batches_found(actor, BatchSearch(), language="fi")


def test_a_batch_that_is_not_there(session: Session, world: World, now: datetime) -> None:
    for act in (
        one_batch,
        lambda *args: hand_over_batch(*args, now=now),
        lambda *args: batch_codes(*args, now=now),
    ):
        with pytest.raises(NotFoundError):
            act(session, world.office, 10**6)
