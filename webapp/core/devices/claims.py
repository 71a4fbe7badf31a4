"""Who a request says it is, and the statements that prove it; a counter's path joins its question to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias, assert_never

from sqlalchemy import Select, bindparam

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.factors.demand import FactorDemand
from webapp.core.devices.models import Device
from webapp.core.devices.queries import DEVICE_IN_HAND, actor_of_device, device_in_hand
from webapp.core.identifiers import digest
from webapp.core.partners.models import Organisation
from webapp.core.partners.queries import SIGNED_IN, acting_person, asked_of


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """A member of staff, by the token of their session; `now` is when they ask.

    `used_since`: the claim holds only for a session whose use has been noted after it.
    """

    token: str
    now: datetime
    used_since: datetime
    demand: FactorDemand


@dataclass(frozen=True, slots=True)
class DeviceClaim:
    """A counter's phone, by the secret in its cookie."""

    token: str


Claim: TypeAlias = PersonClaim | DeviceClaim

_OF_DEVICE: Final = (
    Device.id.label("device_id"),
    Device.account_id.label("device_account"),
    Device.enrolled_at,
)

PROOF: Final[Mapping[type[Claim], Select[*tuple[Any, ...]]]] = {
    PersonClaim: SIGNED_IN,
    DeviceClaim: DEVICE_IN_HAND,
}
"""A row where a claim holds, as far as actor_by does not ask more of it."""

PROOF_WITH_DEVICE: Final[Mapping[type[Claim], Select[*tuple[Any, ...]]]] = {
    PersonClaim: SIGNED_IN.add_columns(*_OF_DEVICE).join(
        Device, (Device.id == bindparam("device_id")) & (Device.venue_id == Organisation.id)
    ),
    DeviceClaim: DEVICE_IN_HAND.add_columns(*_OF_DEVICE).where(Device.id == bindparam("device_id")),
}
"""The same, where the device that speaks is the claimant's venue's, live or revoked; with its columns."""


def facts_of(claim: Claim) -> dict[str, object]:
    """The parameters of the statement that proves a claim."""
    match claim:
        case PersonClaim():
            return asked_of(claim.token, now=claim.now, used_since=claim.used_since)
        case DeviceClaim():
            return {"token_digest": digest(claim.token)}
        case _:
            assert_never(claim)


def actor_by(claim: Claim, row: Any) -> Actor | None:  # noqa: ANN401 - the driver's row
    """The actor that a claim's row proves; None for a device that acts no more by itself."""
    match claim:
        case PersonClaim():
            return acting_person(row, claim.demand)
        case DeviceClaim():
            return actor_of_device(device_in_hand(row))
        case _:
            assert_never(claim)
