"""Networks in which some municipalities are on trial and others not: by which of them cards are given."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.core.names import by_name
from webapp.core.networks.models import Municipality, Participation
from webapp.core.networks.operating_model import ParticipationState


@dataclass(frozen=True, slots=True)
class MixedNetwork:
    """The municipalities of a network that differ, and the distributor's own among them.

    A distributor goes by its own municipality, wherever its client lives; one of the whole network (`own` is
    None) by the furthest: in use before on trial, of trials the one that ends last.
    """

    own: Participation | None
    in_use: Sequence[Participation]
    on_trial: Sequence[Participation]


def mixed_network(
    session: Session, *, network_id: int, municipality_code: str | None, language: str
) -> MixedNetwork | None:
    """What a distributor has to know where its network has more than one answer; None where it has one."""
    statement = (
        select(Participation)
        .join(Municipality)
        .options(joinedload(Participation.municipality))
        .where(
            Participation.network_id == network_id,
            Participation.state.in_((ParticipationState.IN_USE, ParticipationState.TRIAL)),
        )
        .order_by(by_name(Municipality, language))
    )
    parts = session.scalars(statement).all()
    if len({(one.state, one.trial_ends_on) for one in parts}) <= 1:
        return None
    own = next((one for one in parts if one.municipality_code == municipality_code), None)
    return MixedNetwork(
        own,
        [one for one in parts if one.state == ParticipationState.IN_USE],
        [one for one in parts if one.state == ParticipationState.TRIAL],
    )
