"""Eight phones at eight venues, half of counters and half of people's own, and the visits they bring in."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, cycle, islice
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import World, add_actor
from webapp.core.accounts.actor import Actor
from webapp.core.cards.codes import CardCode
from webapp.core.devices.actions import make_enrolment, register_personal_device, use_enrolment
from webapp.core.devices.models import Device
from webapp.core.identifiers import new_id
from webapp.core.networks.models import Network
from webapp.core.partners.desks import own_desk

PHONES: Final = 8


@dataclass(frozen=True)
class VenuePhone:
    """A device, what its browser keeps, and the cards that come to it; its numbers go on and on."""

    device_id: uuid.UUID
    cookies: Mapping[str, str]
    """By name, without the prefix that HTTPS brings; `session` stands for whoever is signed in."""
    staff: Actor | None
    """Who is signed in: nobody on a counter's phone."""
    coming: Iterator[CardCode]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def lists(self, size: int, *, how_many: int) -> Iterator[str]:
        """Bodies of POST /api/visits, each with so many new visits of now."""
        return (self._list(size) for _ in range(how_many))

    def _list(self, size: int) -> str:
        now = datetime.now(UTC)
        commands = [self._command(now) for _ in range(size)]
        device = {
            "id": str(self.device_id), "last_sequence": commands[-1]["sequence"], "waiting": 0,
            "list_made_at": now.replace(second=0, microsecond=0).isoformat(),
        }  # fmt: skip
        return json.dumps({"sent_at": now.isoformat(), "device": device, "commands": commands})

    def _command(self, now: datetime) -> dict[str, Any]:
        # A second round of the same cards within half an hour is meant.
        return {
            "type": "record", "id": str(new_id(now)), "sequence": next(self.numbers),
            "code": next(self.coming), "kind": "ticket", "children": 0, "assistants": 0,
            "offer_id": None, "group_id": None, "at": now.isoformat(), "repeat_is_meant": True,
            "shown": "valid", "list_age_s": 30,
        }  # fmt: skip


def add_phones(
    session: Session, world: World, codes: Sequence[CardCode], *, now: datetime
) -> tuple[VenuePhone, ...]:
    """Eight venues with a phone each; no two begin with the same cards."""
    network = session.get_one(Network, world.kainuu)
    phones = []
    for number in range(PHONES):
        actor = add_actor(session, "venue", now=now, network=network)
        coming = islice(cycle(codes), number * len(codes) // PHONES, None)
        add = counters_own if number % 2 else _persons_own
        phones.append(add(session, actor, coming, now=now))
    return tuple(phones)


def counters_own(session: Session, actor: Actor, coming: Iterator[CardCode], *, now: datetime) -> VenuePhone:
    """A phone that somebody has enrolled at the actor's counter."""
    token = use_enrolment(session, make_enrolment(session, own_desk(actor), "Kassa", now=now).secret, now=now)
    session.flush()
    device_id = session.scalars(select(Device.id).where(Device.venue_id == actor.organisation.id)).one()
    return VenuePhone(device_id, {"device": token}, None, coming)


def _persons_own(session: Session, actor: Actor, coming: Iterator[CardCode], *, now: datetime) -> VenuePhone:
    new = register_personal_device(session, own_desk(actor), now=now)
    return VenuePhone(new.device.id, {"device": new.token}, actor, coming)
