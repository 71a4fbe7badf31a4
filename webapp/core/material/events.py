"""The events of material."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class MaterialOrderWritten(Event):
    """Somebody wrote an order of material, or changed one."""

    network_id: int
    order_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class MaterialOrderSent(Event):
    """An order was sent to the national office for its approval."""

    network_id: int
    order_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class MaterialOrderTakenBack(Event):
    """An order was taken back to be changed: it has to be approved anew."""

    network_id: int
    order_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class MaterialOrderCancelled(Event):
    """An order was given up before it was printed."""

    network_id: int
    order_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class MaterialOrderApproved(Event):
    """The national office approved material before it is printed."""

    is_of_networks: ClassVar[bool] = False
    network_id: int
    order_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class MaterialChangesAsked(Event):
    """The national office asked for changes of material before it is printed."""

    is_of_networks: ClassVar[bool] = False
    network_id: int
    order_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class MaterialPrinted(Event):
    """Material was sent to print, or came from it, on some day and in some amount."""

    network_id: int
    order_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class MaterialHandedOut(Event):
    """Material was handed out to partners, or what was written of it changed."""

    network_id: int
    handout_id: uuid.UUID
    partners: int


@dataclass(frozen=True, slots=True)
class MaterialStockWritten(Event):
    """Somebody wrote from when on a partner runs low, or how much it has."""

    of_organisation_id: int


@dataclass(frozen=True, slots=True)
class MaterialRunsLow(Event):
    """A partner said that it runs low on some material."""

    material: str


@dataclass(frozen=True, slots=True)
class MaterialIsEnough(Event):
    """A partner took back that it runs low on some material."""

    material: str


@dataclass(frozen=True, slots=True)
class MaterialTableDownloaded(Event):
    """Somebody downloaded which partners of a network got how much material."""

    network_id: int
    rows: int
