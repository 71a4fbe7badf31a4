"""The events of networks and of the municipalities in them."""

from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class NetworkFounded(Event):
    """The national office founded a network."""

    is_of_networks: ClassVar[bool] = False
    network_id: int


@dataclass(frozen=True, slots=True)
class NetworkChanged(Event):
    """The national office changed a network's name or county."""

    is_of_networks: ClassVar[bool] = False
    network_id: int


@dataclass(frozen=True, slots=True)
class MunicipalityJoined(Event):
    """The national office took a municipality into a network."""

    is_of_networks: ClassVar[bool] = False
    network_id: int
    municipality_code: str
    state: str


@dataclass(frozen=True, slots=True)
class MunicipalityChanged(Event):
    """The national office changed how far a municipality is, or until when it is on trial."""

    is_of_networks: ClassVar[bool] = False
    network_id: int
    municipality_code: str
    state: str
