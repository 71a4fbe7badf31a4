"""Write what has been decided of a delivery: the only statements of the program that write a visit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, assert_never

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Connection,
    bindparam,
    case,
    insert,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from webapp.core.accounts.acts import record_act
from webapp.core.devices.actions import DeviceReport
from webapp.core.devices.models import Arrival, Device
from webapp.core.direct import DirectStatement, Facts
from webapp.core.partners.desks import Desk
from webapp.core.visits.events import VisitCorrected, VisitUndone
from webapp.core.visits.models import Visit
from webapp.core.visits.recording.command_rows import as_json, postgres_rows
from webapp.core.visits.recording.known import Correcting, Decision, NewVisit, Undoing

_OF_VISIT: Final = (
    Visit.id, Visit.card_id, Visit.code, Visit.kind, Visit.children, Visit.assistants, Visit.offer_id,
    Visit.group_id, Visit.happened_at, Visit.remark,
)  # fmt: skip
_OF_ARRIVAL: Final = (Arrival.sequence, Arrival.command_id, Arrival.outcome, Arrival.reason)
_OF_VISITS: Final = (Visit.venue_id, Visit.adults, Visit.recorded_at, Visit.recorded_by, Visit.device_id)
"""The same in all visits of a delivery."""
_OF_ARRIVALS: Final = (Arrival.device_id, Arrival.arrived_at)
"""The same in all arrivals of a delivery."""


def _named(columns: Iterable[InstrumentedAttribute[Any]]) -> dict[str, BindParameter[Any]]:
    return {column.key: bindparam(column.key, type_=column.type) for column in columns}


def _reported_or_kept(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """What the phone says of itself with a sync; what was known where a file brings its visits in."""
    said = bindparam(f"reported_{column.key}", type_=column.type)
    return case((bindparam("is_reported", type_=Boolean()), said), else_=column)


_LAST: Final = bindparam("reported_last_sequence", type_=Device.last_sequence.type)
_UPDATE_DEVICE: Final = (
    update(Device)
    .where(Device.id == bindparam("reporting_device", type_=Device.id.type))
    .values(
        # The highest: two tabs that sync at once must not take the last number back.
        last_sequence=case((Device.last_sequence < _LAST, _LAST), else_=Device.last_sequence),
        waiting=_reported_or_kept(Device.waiting),
        list_made_at=_reported_or_kept(Device.list_made_at),
        last_seen_at=_reported_or_kept(Device.last_seen_at),
        arrived=Device.arrived + bindparam("how_many_arrive", type_=Device.arrived.type),
    )
)


def _all_in_one() -> DirectStatement:
    """PostgreSQL's: visits, arrivals and the device's row in one way there and back."""
    types = {column.key: column.type for column in (*_OF_VISIT, *_OF_ARRIVAL)}
    written = postgres_rows("written", types)
    visits, arrivals = _named(_OF_VISITS), _named(_OF_ARRIVALS)
    new_visits = select(*(written.c[column.key] for column in _OF_VISIT), *visits.values()).where(
        written.c.code.is_not(None)
    )
    new_arrivals = select(*(written.c[column.key] for column in _OF_ARRIVAL), *arrivals.values()).where(
        written.c.sequence.is_not(None)
    )
    return DirectStatement(
        _UPDATE_DEVICE.add_cte(
            insert(Visit).from_select([*_OF_VISIT, *_OF_VISITS], new_visits).cte("new_visits"),
            insert(Arrival).from_select([*_OF_ARRIVAL, *_OF_ARRIVALS], new_arrivals).cte("new_arrivals"),
        )
    )


_NEW_VISIT: Final = insert(Visit).values(_named((*_OF_VISIT, *_OF_VISITS)))
_NEW_ARRIVAL: Final = insert(Arrival).values(_named((*_OF_ARRIVAL, *_OF_ARRIVALS)))
_WRITE_ONE: Final = DirectStatement(
    _UPDATE_DEVICE.add_cte(_NEW_VISIT.cte("new_visits"), _NEW_ARRIVAL.cte("new_arrivals"))
)
"""PostgreSQL's for what a phone sends most: it saves a seventh of making JSON and reading it."""
_WRITE_MANY: Final = _all_in_one()
_WRITE_VISITS: Final = DirectStatement(_NEW_VISIT)
_WRITE_ARRIVALS: Final = DirectStatement(_NEW_ARRIVAL)
_WRITE_DEVICE: Final = DirectStatement(_UPDATE_DEVICE)
_UNDO: Final = (
    update(Visit)
    .where(Visit.id == bindparam("visit_id"))
    .values({column: bindparam(column) for column in ("undone_at", "undone_by", "undo_reason")})
)
_CORRECT: Final = (
    update(Visit)
    .where(Visit.id == bindparam("visit_id"))
    .values(
        {
            column: bindparam(f"new_{column}")
            for column in ("kind", "children", "assistants", "offer_id", "remark", "corrected_at")
        }
    )
)


def write(
    connection: Connection,
    desk: Desk,
    decisions: Sequence[Decision],
    *,
    report: DeviceReport | None,
    now: datetime,
) -> None:
    """Write a delivery's decisions at a desk, and what its phone reports of itself."""
    _write_new(connection, desk, decisions, report=report, now=now)
    for one in decisions:
        match one.change:
            case Undoing():
                _undo(connection, desk, one.change, now=now)
            case Correcting():
                _correct(connection, desk, one.change, now=now)
            case NewVisit() | None:
                pass
            case _:
                assert_never(one.change)


def _write_new(
    connection: Connection,
    desk: Desk,
    decisions: Sequence[Decision],
    *,
    report: DeviceReport | None,
    now: datetime,
) -> None:
    visits = [_facts(one.change) if isinstance(one.change, NewVisit) else None for one in decisions]
    arrivals = [_arrival(one) if one.arrives else None for one in decisions]
    how_many_arrive = sum(one is not None for one in arrivals)
    shared: Facts = {
        "venue_id": desk.venue_id, "adults": 1, "recorded_at": now, "recorded_by": desk.recorded_by,
        "device_id": desk.device_id, "arrived_at": now, "how_many_arrive": how_many_arrive,
        "reporting_device": desk.device_id if report or how_many_arrive else None, **_of_report(report, now),
    }  # fmt: skip
    if connection.dialect.name == "sqlite":
        _WRITE_VISITS.run(connection, [{**one, **shared} for one in visits if one])
        _WRITE_ARRIVALS.run(connection, [{**one, **shared} for one in arrivals if one])
        _WRITE_DEVICE.run(connection, [shared])
        return
    if len(decisions) == 1 and visits[0] and arrivals[0]:
        _WRITE_ONE.run(connection, [{**shared, **visits[0], **arrivals[0]}])
        return
    rows = [{**(one or {}), **(two or {})} for one, two in zip(visits, arrivals, strict=True) if one or two]
    _WRITE_MANY.run(connection, [{**shared, "written": as_json(rows)}])


def _arrival(decision: Decision) -> Facts:
    command = decision.command
    return {
        "sequence": command.sequence, "command_id": command.id,
        "outcome": decision.outcome, "reason": decision.reason,
    }  # fmt: skip


def _of_report(report: DeviceReport | None, now: datetime) -> Mapping[str, object]:
    return {
        "is_reported": report is not None,
        "reported_last_sequence": report.last_sequence if report else 0,
        "reported_waiting": report.waiting if report else None,
        "reported_list_made_at": report.list_made_at if report else None,
        "reported_last_seen_at": now,
    }


def _undo(connection: Connection, desk: Desk, undoing: Undoing, *, now: datetime) -> None:
    connection.execute(_UNDO, {**_facts(undoing), "undone_by": desk.recorded_by})
    record_act(connection, desk.actor, VisitUndone(undoing.visit_id), now=now)


def _correct(connection: Connection, desk: Desk, change: Correcting, *, now: datetime) -> None:
    new = {**_facts(change.now), "remark": change.remark, "corrected_at": change.corrected_at}
    facts = {f"new_{name}": value for name, value in new.items()}
    connection.execute(_CORRECT, {**facts, "visit_id": change.visit_id})
    event = VisitCorrected(
        change.visit_id, kind_was=change.was.kind, kind_is=change.now.kind,
        children_was=change.was.children, children_is=change.now.children,
        assistants_was=change.was.assistants, assistants_is=change.now.assistants,
    )  # fmt: skip
    record_act(connection, desk.actor, event, now=now)


def _facts(change: Any) -> dict[str, Any]:  # noqa: ANN401 - any of our dataclasses with slots
    # dataclasses.asdict copies deeply, which takes longer than writing.
    return {name: getattr(change, name) for name in change.__slots__}
