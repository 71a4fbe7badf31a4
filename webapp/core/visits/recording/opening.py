"""Open a phone's desk: prove who delivers and lock the cards, in one statement."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, exists, func, select

from webapp.core.devices.claims import PROOF_WITH_DEVICE, Claim, DeviceClaim, PersonClaim, actor_by, facts_of
from webapp.core.devices.desks import desk_of_proof
from webapp.core.devices.models import Device
from webapp.core.direct import DirectStatement, Row
from webapp.core.partners.desks import Desk
from webapp.core.visits.recording.command_rows import command_rows, one_command_row
from webapp.core.visits.recording.commands import Command
from webapp.core.visits.recording.statements import locking, parameters_of


def _opening(claim: type[Claim], *, is_one: bool) -> DirectStatement:
    """The device first, then its cards: whoever locks both does so in this order.

    Nobody else's list from the same phone is taken in at the same time.
    """
    desk = PROOF_WITH_DEVICE[claim].with_for_update(of=Device, key_share=True).cte("desk")
    cards = locking(one_command_row() if is_one else command_rows("postgresql"))
    locked = cards.where(exists(select(desk.c.device_id))).cte("locked")
    counted = select(func.count()).select_from(locked).scalar_subquery().label("locked")
    return DirectStatement(select(desk, counted))


_CLAIMS: Final[tuple[type[Claim], ...]] = (PersonClaim, DeviceClaim)
_OPEN: Final = {
    (claim, is_one): _opening(claim, is_one=is_one) for claim in _CLAIMS for is_one in (True, False)
}
_OPEN_ALONE: Final = {claim: DirectStatement(PROOF_WITH_DEVICE[claim]) for claim in _CLAIMS}
"""Where whoever writes is alone already, as in SQLite: nothing is locked."""


def open_desk(
    connection: Connection, claims: Iterable[Claim], *, device_id: uuid.UUID, commands: Sequence[Command]
) -> Desk | None:
    """The desk of the first claim that holds, with the phone that speaks; its commands' cards are locked.

    None where none holds, or where the phone is no device of the claimant's venue.
    """
    for claim in claims:
        row = _proved(connection, claim, device_id=device_id, commands=commands)
        actor = actor_by(claim, row) if row is not None else None
        if actor is not None:
            return desk_of_proof(actor, row)
    return None


def _proved(
    connection: Connection, claim: Claim, *, device_id: uuid.UUID, commands: Sequence[Command]
) -> Row | None:
    facts = {**facts_of(claim), "device_id": device_id}
    if connection.dialect.name == "sqlite" or not commands:
        return _OPEN_ALONE[type(claim)].first(connection, facts)
    opening = _OPEN[type(claim), len(commands) == 1]
    return opening.first(connection, {**facts, **parameters_of(commands)})
