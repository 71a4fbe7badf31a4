"""Material is ordered, approved, printed and handed out; more than there is only when it is meant."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import World, add_organisation, community_card, personal_card
from webapp.core.accounts.actor import Actor
from webapp.core.audit.models import AuditRecord
from webapp.core.errors import NotAllowedError, NotFoundError, RefusedError
from webapp.core.identifiers import new_id
from webapp.core.languages import LocalisedText
from webapp.core.material.approvals import (
    OrderSearch,
    approve_order,
    ask_for_changes,
    count_orders_waiting,
    orders_found,
)
from webapp.core.material.distribution import distribution_table, kinds_handed_out, running_low
from webapp.core.material.handouts import (
    NewHandout,
    hand_out,
    handout_with_id,
    left_at_network,
    partners_to_supply,
    stock_of_network,
)
from webapp.core.material.models import MaterialOrder, MaterialPortion
from webapp.core.material.orders import (
    NewOrder,
    cancel_order,
    order_with_id,
    orders_of,
    send_order,
    take_order_back,
    write_order,
    write_printing,
)
from webapp.core.material.reasons import MaterialRefusal
from webapp.core.material.rules import (
    MaterialKind,
    MaterialLanguage,
    OrderState,
    PartnersStock,
    Printing,
    check_printing,
)
from webapp.core.material.stocks import (
    NewStock,
    own_stock,
    portions_of,
    say_enough,
    say_low,
    stock_of_partner,
    write_stock,
)

TODAY = date(2026, 11, 22)
CARD, BROCHURE = MaterialKind.CARD, MaterialKind.BROCHURE


def brochures(now: datetime, amount: int = 500, **facts: object) -> NewOrder:
    told = {"description": "Esite asiakkaille", **facts}
    return NewOrder(new_id(now), BROCHURE, MaterialLanguage.FI, amount, **told)  # type: ignore[arg-type]


def received(
    session: Session, world: World, now: datetime, *, kind: MaterialKind = BROCHURE, amount: int = 500
) -> MaterialOrder:
    """An order that has gone all the way."""
    new = NewOrder(new_id(now), kind, MaterialLanguage.FI, amount, "Näin")
    write_order(session, world.coordinator, world.kainuu, new=new, now=now)
    send_order(session, world.coordinator, new.id, now=now)
    approve_order(session, world.office, new.id, now=now)
    printing = Printing(TODAY - timedelta(days=9), amount, TODAY - timedelta(days=2), amount)
    write_printing(session, world.coordinator, new.id, printing=printing, now=now)
    order = order_with_id(session, world.coordinator, world.kainuu, order_id=new.id)
    assert order is not None
    return order


def handed(
    now: datetime, amounts: dict[Actor, int], *, kind: MaterialKind = BROCHURE, day: date = TODAY
) -> NewHandout:
    by_id = {actor.organisation.id: amount for actor, amount in amounts.items()}
    return NewHandout(new_id(now), kind, MaterialLanguage.FI, day, by_id)


def refusal(error: pytest.ExceptionInfo[RefusedError]) -> tuple[object, str]:
    return error.value.reason, error.value.field


def acts(session: Session, event: str) -> int:
    return session.scalar(select(func.count()).where(AuditRecord.event == event)) or 0


def test_an_order_goes_from_a_draft_to_the_networks_hands(
    session: Session, world: World, now: datetime
) -> None:
    new = brochures(now)
    for _ in range(2):  # sent twice
        write_order(session, world.coordinator, world.kainuu, new=new, now=now)
    assert acts(session, "material_order_written") == 1
    for _ in range(2):
        send_order(session, world.coordinator, new.id, now=now)
    assert acts(session, "material_order_sent") == 1
    assert count_orders_waiting(session, world.office) == 1
    for _ in range(2):
        approve_order(session, world.office, new.id, now=now)
    assert acts(session, "material_order_approved") == 1
    write_printing(session, world.coordinator, new.id, printing=Printing(TODAY, 550), now=now)
    (order,) = orders_of(session, world.coordinator, world.kainuu)
    assert (order.state, order.print_amount) == (OrderState.PRINTING, 550)
    assert stock_of_network(session, world.coordinator, world.kainuu) == []
    for _ in range(2):
        came = Printing(TODAY, 550, TODAY, 540)
        write_printing(session, world.coordinator, new.id, printing=came, now=now)
    assert acts(session, "material_printed") == 2
    (stock,) = stock_of_network(session, world.coordinator, world.kainuu)
    assert (stock.kind, stock.language, stock.received, stock.left) == (BROCHURE, "fi", 540, 540)


def test_the_office_asks_for_changes_and_the_network_sends_it_again(
    session: Session, world: World, now: datetime
) -> None:
    new = brochures(now)
    write_order(session, world.coordinator, world.kainuu, new=new, now=now)
    with pytest.raises(RefusedError) as refused:
        approve_order(session, world.office, new.id, now=now)
    assert refusal(refused) == (MaterialRefusal.ORDER_NOT_WAITING, "")
    send_order(session, world.coordinator, new.id, now=now)
    for reason in ("", " ", "x" * 601):
        with pytest.raises(RefusedError) as refused:
            ask_for_changes(session, world.office, new.id, reason=reason, now=now)
        assert refusal(refused) == (MaterialRefusal.CHANGES_REASON_NEEDED, "reason")
    ask_for_changes(session, world.office, new.id, reason="Logo puuttuu.", now=now)
    order = ask_for_changes(session, world.office, new.id, reason="Logo puuttuu.", now=now)
    assert (order.state, order.reason) == (OrderState.CHANGES_ASKED, "Logo puuttuu.")
    assert acts(session, "material_changes_asked") == 1
    changed = NewOrder(new.id, BROCHURE, MaterialLanguage.SV, 400, "Logo on")
    write_order(session, world.coordinator, world.kainuu, new=changed, now=now)
    send_order(session, world.coordinator, new.id, now=now)
    order = approve_order(session, world.office, new.id, now=now)
    assert (order.state, order.reason, order.language) == (OrderState.APPROVED, "", "sv")


def test_what_the_office_has_seen_changes_only_when_it_is_taken_back(
    session: Session, world: World, now: datetime
) -> None:
    new = brochures(now)
    write_order(session, world.coordinator, world.kainuu, new=new, now=now)
    send_order(session, world.coordinator, new.id, now=now)
    approve_order(session, world.office, new.id, now=now)
    other = NewOrder(new.id, BROCHURE, MaterialLanguage.FI, 900, new.description)
    with pytest.raises(RefusedError) as refused:
        write_order(session, world.coordinator, world.kainuu, new=other, now=now)
    assert refusal(refused) == (MaterialRefusal.ORDER_NOT_TO_CHANGE, "")
    for _ in range(2):
        take_order_back(session, world.coordinator, new.id, now=now)
    assert acts(session, "material_order_taken_back") == 1
    order = write_order(session, world.coordinator, world.kainuu, new=other, now=now)
    assert (order.state, order.amount) == (OrderState.DRAFT, 900)
    with pytest.raises(RefusedError) as refused:
        write_printing(session, world.coordinator, new.id, printing=Printing(TODAY, 900), now=now)
    assert refusal(refused) == (MaterialRefusal.ORDER_NOT_APPROVED, "")


def test_an_order_at_the_printers_is_neither_taken_back_nor_cancelled(
    session: Session, world: World, now: datetime
) -> None:
    order = received(session, world, now)
    for give_up in (take_order_back, cancel_order):
        with pytest.raises(RefusedError) as refused:
            give_up(session, world.coordinator, order.id, now=now)
        assert refusal(refused) == (MaterialRefusal.ORDER_AT_PRINTER, "")
    new = brochures(now)
    write_order(session, world.coordinator, world.kainuu, new=new, now=now)
    for _ in range(2):
        cancel_order(session, world.coordinator, new.id, now=now)
    assert acts(session, "material_order_cancelled") == 1
    with pytest.raises(RefusedError):
        send_order(session, world.coordinator, new.id, now=now)
    assert {one.state for one in orders_of(session, world.office, world.kainuu)} == {"cancelled", "received"}


@pytest.mark.parametrize(
    ("facts", "reason", "field"),
    [
        ({"amount": 0}, MaterialRefusal.MATERIAL_AMOUNT, "amount"),
        ({"amount": 1_000_001}, MaterialRefusal.MATERIAL_AMOUNT, "amount"),
        ({"description": " "}, MaterialRefusal.MATERIAL_UNTOLD, "description"),
    ],
)
def test_an_order_that_says_too_little_is_none(
    session: Session, world: World, now: datetime, facts: dict[str, object],
    reason: MaterialRefusal, field: str,
) -> None:  # fmt: skip
    with pytest.raises(RefusedError) as refused:
        write_order(session, world.coordinator, world.kainuu, new=brochures(now, **facts), now=now)  # type: ignore[arg-type]
    assert refusal(refused) == (reason, field)
    assert orders_of(session, world.coordinator, world.kainuu) == []


@pytest.mark.parametrize(
    ("printing", "reason", "field"),
    [
        (Printing(TODAY + timedelta(days=1), 1), MaterialRefusal.MATERIAL_DAY_AHEAD, "printing_on"),
        (Printing(TODAY, 0), MaterialRefusal.MATERIAL_AMOUNT, "print_amount"),
        (Printing(TODAY, 1, TODAY), MaterialRefusal.MATERIAL_PAIR, "received_amount"),
        (Printing(TODAY, 1, None, 1), MaterialRefusal.MATERIAL_PAIR, "received_on"),
        (Printing(TODAY, 1, TODAY, 0), MaterialRefusal.MATERIAL_AMOUNT, "received_amount"),
        (
            Printing(TODAY, 1, TODAY - timedelta(days=1), 1),
            MaterialRefusal.MATERIAL_DAY_BACKWARDS, "received_on",
        ),
        (
            Printing(TODAY, 1, TODAY + timedelta(days=1), 1),
            MaterialRefusal.MATERIAL_DAY_AHEAD, "received_on",
        ),
    ],
)  # fmt: skip
def test_printing_is_past_and_in_order(printing: Printing, reason: MaterialRefusal, field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        check_printing(printing, today=TODAY)
    assert refusal(refused) == (reason, field)


def test_several_partners_get_material_in_one_go_and_it_is_gone_from_the_network(
    session: Session, world: World, now: datetime
) -> None:
    received(session, world, now)
    new = handed(now, {world.distributor: 300, world.venue: 50})
    for _ in range(2):  # sent twice
        hand_out(session, world.coordinator, world.kainuu, new=new, now=now)
    assert acts(session, "material_handed_out") == 1
    (stock,) = stock_of_network(session, world.coordinator, world.kainuu)
    assert (stock.handed_out, stock.left) == (350, 150)
    fewer = NewHandout(new.id, BROCHURE, MaterialLanguage.FI, TODAY, {world.distributor.organisation.id: 200})
    hand_out(session, world.coordinator, world.kainuu, new=fewer, now=now)
    assert session.scalars(select(MaterialPortion.amount)).all() == [200]
    listed = distribution_table(session, world.coordinator, world.kainuu, word="", language="fi")
    assert kinds_handed_out(session, world.kainuu) == [BROCHURE]
    rows = listed.everything(session, listed.usual)
    assert {one.partner.id: [got.total for got in one.got.values()] for one in rows} == {
        world.distributor.organisation.id: [200],
        world.venue.organisation.id: [],
    }
    assert [one.amount for one in portions_of(session, world.office, world.distributor.organisation.id)] == [
        200
    ]


def test_nobody_gets_more_than_there_is_unless_it_is_meant(
    session: Session, world: World, now: datetime
) -> None:
    received(session, world, now, amount=100)
    first = handed(now, {world.distributor: 80})
    hand_out(session, world.coordinator, world.kainuu, new=first, now=now)
    second = handed(now, {world.venue: 21})
    with pytest.raises(RefusedError) as refused:
        hand_out(session, world.coordinator, world.kainuu, new=second, now=now)
    assert refusal(refused) == (MaterialRefusal.MORE_THAN_LEFT, "")
    assert refused.value.facts == {"left": 20, "wanted": 21}
    assert handout_with_id(session, world.coordinator, world.kainuu, handout_id=second.id) is None
    more = NewHandout(first.id, first.kind, first.language, TODAY, {world.distributor.organisation.id: 100})
    assert left_at_network(session, world.coordinator, world.kainuu, new=more) == 100
    hand_out(session, world.coordinator, world.kainuu, new=more, now=now)
    meant = NewHandout(second.id, BROCHURE, MaterialLanguage.FI, TODAY, second.amounts, is_meant_beyond=True)
    hand_out(session, world.coordinator, world.kainuu, new=meant, now=now)
    (stock,) = stock_of_network(session, world.coordinator, world.kainuu)
    assert stock.left == -21


@pytest.mark.parametrize(
    ("amount", "day", "reason"),
    [
        (None, TODAY, MaterialRefusal.NOBODY_GETS_MATERIAL),
        (0, TODAY, MaterialRefusal.MATERIAL_AMOUNT),
        (1, TODAY + timedelta(days=1), MaterialRefusal.MATERIAL_DAY_AHEAD),
    ],
)
def test_what_was_not_handed_out_is_not_written(
    session: Session, world: World, now: datetime, amount: int | None, day: date, reason: MaterialRefusal
) -> None:  # fmt: skip
    new = handed(now, {} if amount is None else {world.venue: amount}, day=day)
    with pytest.raises(RefusedError) as refused:
        hand_out(session, world.coordinator, world.kainuu, new=new, now=now)
    assert refused.value.reason is reason


def test_partners_of_others_and_offices_get_nothing(session: Session, world: World, now: datetime) -> None:
    for stranger in (world.other_venue, world.coordinator):
        with pytest.raises(NotFoundError):
            hand_out(session, world.office, world.kainuu, new=handed(now, {stranger: 1}), now=now)
    supplied = partners_to_supply(session, world.coordinator, world.kainuu, language="fi")
    assert {one.id for one in supplied} == {world.distributor.organisation.id, world.venue.organisation.id}


def test_a_partner_says_that_it_runs_low_until_it_gets_some(
    session: Session, world: World, now: datetime
) -> None:
    received(session, world, now)
    for _ in range(2):
        say_low(session, world.venue, BROCHURE, now=now)
    assert acts(session, "material_runs_low") == 1
    (low,) = running_low(session, world.coordinator, world.kainuu, language="fi")
    assert (low.partner.id, low.kind, low.stock.said_at) == (world.venue.organisation.id, BROCHURE, now)
    late = handed(now, {world.venue: 5}, day=TODAY - timedelta(days=3))
    hand_out(session, world.coordinator, world.kainuu, new=late, now=now)
    assert len(running_low(session, world.coordinator, world.kainuu, language="fi")) == 1
    hand_out(session, world.coordinator, world.kainuu, new=handed(now, {world.venue: 5}), now=now)
    assert running_low(session, world.coordinator, world.kainuu, language="fi") == []
    say_low(session, world.venue, CARD, now=now)
    for _ in range(2):
        say_enough(session, world.venue, CARD, now=now)
    assert acts(session, "material_is_enough") == 1
    assert [one.kind for one in own_stock(session, world.venue) if one.stock.runs_low] == []


def test_cards_that_are_issued_are_taken_off_until_there_are_few(
    session: Session, world: World, now: datetime
) -> None:
    received(session, world, now, kind=CARD, amount=50)
    new = handed(now, {world.distributor: 3}, kind=CARD)
    hand_out(session, world.coordinator, world.kainuu, new=new, now=now)
    partner_id = world.distributor.organisation.id
    write_stock(session, world.coordinator, partner_id, new=NewStock(CARD, low_at=2), now=now)
    assert running_low(session, world.coordinator, world.kainuu, language="fi") == []
    personal_card(session, world.distributor, world.codes[0], now=now)
    personal_card(session, world.distributor, None, now=now)  # on a phone only
    community_card(session, world.distributor, world.codes[1], now=now, until=TODAY)
    (low,) = running_low(session, world.coordinator, world.kainuu, language="fi")
    assert (low.kind, low.stock.left) == (CARD, 2)


def test_what_was_counted_is_what_a_partner_has_from_then_on(
    session: Session, world: World, now: datetime
) -> None:
    received(session, world, now)
    partner_id = world.venue.organisation.id
    hand_out(session, world.coordinator, world.kainuu, new=handed(now, {world.venue: 100}), now=now)
    for _ in range(2):
        counted = NewStock(BROCHURE, low_at=40, counted=30)
        write_stock(session, world.coordinator, partner_id, new=counted, now=now)
    assert acts(session, "material_stock_written") == 1
    (low,) = running_low(session, world.coordinator, world.kainuu, language="fi")
    assert low.stock.left == 30
    tomorrow = now + timedelta(days=1)
    new = handed(now, {world.venue: 60}, day=TODAY + timedelta(days=1))
    hand_out(session, world.coordinator, world.kainuu, new=new, now=tomorrow)
    line = next(one for one in stock_of_partner(session, world.office, partner_id) if one.kind is BROCHURE)
    assert (line.stock.left, line.counted_on) == (90, TODAY)
    for wrong in (NewStock(BROCHURE, low_at=-1), NewStock(BROCHURE, counted=2_000_000)):
        with pytest.raises(RefusedError):
            write_stock(session, world.coordinator, partner_id, new=wrong, now=now)


def test_who_says_so_comes_first_then_who_has_least() -> None:
    said_early = PartnersStock(90, said_at=datetime(2026, 11, 1, tzinfo=UTC))
    said_late = PartnersStock(5, low_at=10, said_at=datetime(2026, 11, 2, tzinfo=UTC))
    little, less = PartnersStock(8, low_at=10), PartnersStock(4, low_at=10)
    none_wanted = PartnersStock(0, low_at=0)
    shuffled = [little, none_wanted, said_late, less, said_early]
    assert sorted(shuffled, key=lambda one: one.urgency) == [
        said_early, said_late, none_wanted, less, little
    ]  # fmt: skip
    assert not PartnersStock(0).runs_low


def test_the_table_finds_by_name_a_page_at_a_time_and_whole(
    session: Session, world: World, now: datetime
) -> None:
    for number in range(51):
        name = LocalisedText(fi=f"Vapaaseura {number:02}")
        add_organisation(session, "distributor", network_id=world.kainuu, name=name)
    listed = distribution_table(session, world.coordinator, world.kainuu, word="vapaaseura", language="fi")
    found = listed.page(session, listed.usual, 2)
    assert ([one.partner.name["fi"] for one in found.rows], found.total) == (["Vapaaseura 50"], 51)
    assert len(listed.everything(session, listed.usual)) == 51


def test_material_is_the_networks_own_and_the_offices_to_approve(
    session: Session, world: World, now: datetime
) -> None:
    order = received(session, world, now)
    with pytest.raises(NotFoundError):
        orders_of(session, world.coordinator, world.ostrobothnia)
    with pytest.raises(NotFoundError):
        order_with_id(session, world.office, world.ostrobothnia, order_id=order.id)
    with pytest.raises(NotFoundError):
        stock_of_partner(session, world.coordinator, world.other_venue.organisation.id)
    with pytest.raises(NotFoundError):
        send_order(session, world.coordinator, uuid.uuid4(), now=now)
    for stranger in (world.venue, world.distributor):
        with pytest.raises(NotAllowedError):
            orders_of(session, stranger, world.kainuu)
    for not_office in (world.coordinator, world.venue):
        with pytest.raises(NotAllowedError):
            approve_order(session, not_office, order.id, now=now)
        with pytest.raises(NotAllowedError):
            orders_found(not_office, OrderSearch())
    with pytest.raises(NotAllowedError):
        say_low(session, world.coordinator, CARD, now=now)


def test_the_office_sees_those_that_wait_first(session: Session, world: World, now: datetime) -> None:
    waiting = [brochures(now, number) for number in (1, 2)]
    for later, new in enumerate(waiting):
        write_order(session, world.coordinator, world.kainuu, new=new, now=now)
        send_order(session, world.coordinator, new.id, now=now - timedelta(hours=later))
    draft = brochures(now, 3)
    write_order(session, world.coordinator, world.kainuu, new=draft, now=now + timedelta(hours=1))

    def amounts(search: OrderSearch) -> list[int]:
        listed = orders_found(world.office, search)
        return [one.amount for one in listed.page(session, listed.usual, 1).rows]

    assert amounts(OrderSearch()) == [2, 1, 3]
    assert amounts(OrderSearch(OrderState.DRAFT, world.kainuu)) == [3]
    assert amounts(OrderSearch(network_id=world.ostrobothnia)) == []
