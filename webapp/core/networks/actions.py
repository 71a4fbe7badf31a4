"""Found networks and settle how far their municipalities are: the national office's. Nothing is deleted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.errors import RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.languages import LocalisedText
from webapp.core.networks.events import (
    MunicipalityChanged,
    MunicipalityJoined,
    NetworkChanged,
    NetworkFounded,
)
from webapp.core.networks.models import County, Municipality, Network, Participation
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.networks.queries import network_with_id
from webapp.core.networks.reasons import NetworkRefusal
from webapp.core.networks.websites import check_website

LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class NewNetwork:
    """What a network is called, in one language or more, and in which county it works, if in one."""

    name: LocalisedText
    county_code: str | None
    website: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a municipality is; a trial has its last day."""

    state: ParticipationState
    trial_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Joining:
    """A municipality that is to be in a network, and how far it is."""

    municipality_code: str
    standing: Standing


def check_name(typed: str, field: str) -> str:
    """What a network, a venue or an office is called in one language, as it is kept.

    Raises:
        RefusedError: PLACE_NAME or TEXT_IDENTITY_CODE.
    """
    name = " ".join(typed.split())
    if len(name) > LONGEST_NAME:
        raise RefusedError(NetworkRefusal.PLACE_NAME, field, most=LONGEST_NAME)
    refuse_details(name, field, Writer.OFFICE)
    return name


def checked_name(name: LocalisedText) -> LocalisedText:
    """A name as it is kept, in every language in which there is one.

    Raises:
        RefusedError: PLACE_NAME or TEXT_IDENTITY_CODE.
    """
    checked = LocalisedText({code: check_name(text, f"name_{code}") for code, text in name.items()})
    if not checked:
        raise RefusedError(NetworkRefusal.PLACE_NAME, most=LONGEST_NAME)
    return checked


def found_network(session: Session, actor: Actor, new: NewNetwork, *, now: datetime) -> Network:
    """A network without municipalities yet.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: PLACE_NAME, TEXT_IDENTITY_CODE, NETWORK_NAME_TAKEN, COUNTY_UNKNOWN, WEBSITE_TOO_LONG or
            WEBSITE_UNREADABLE.
    """
    actor.must(Permission.FOUND_NETWORKS)
    network = Network(
        name=_free_name(session, new.name),
        county_code=_county(session, new.county_code),
        website=check_website(new.website),
    )
    session.add(network)
    session.flush()
    record_act(session, actor, NetworkFounded(network.id), now=now)
    return network


def change_network(
    session: Session, actor: Actor, network_id: int, *, new: NewNetwork, now: datetime
) -> Network:
    """Let a network be called otherwise, or work in another county; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: PLACE_NAME, TEXT_IDENTITY_CODE, NETWORK_NAME_TAKEN, COUNTY_UNKNOWN, WEBSITE_TOO_LONG or
            WEBSITE_UNREADABLE.
    """
    actor.must(Permission.FOUND_NETWORKS)
    network = network_with_id(session, network_id)
    name = _free_name(session, new.name, but=network_id)
    county_code = _county(session, new.county_code)
    website = check_website(new.website)
    if (network.name, network.county_code, network.website) == (name, county_code, website):
        return network
    network.name, network.county_code, network.website = name, county_code, website
    session.flush()
    record_act(session, actor, NetworkChanged(network_id), now=now)
    return network


def join_network(
    session: Session, actor: Actor, network_id: int, *, new: Joining, now: datetime
) -> Participation:
    """Take a municipality into a network; it is in one at most, unless it has left that one.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: MUNICIPALITY_UNKNOWN, MUNICIPALITY_IN_NETWORK, TRIAL_END_NEEDED or TRIAL_END_PAST.
    """
    actor.must(Permission.FOUND_NETWORKS)
    network = network_with_id(session, network_id)
    trial_ends_on = trial_end(new.standing, today=day_in_finland(now))
    # Locked: two people may take the same one into two networks at once.
    if session.get(Municipality, new.municipality_code, with_for_update=True) is None:
        raise RefusedError(NetworkRefusal.MUNICIPALITY_UNKNOWN, "municipality")
    joined = session.get(Participation, new.municipality_code)
    if joined is None:
        joined = Participation(municipality_code=new.municipality_code)
        session.add(joined)
    elif joined.state != ParticipationState.LEFT:
        raise RefusedError(NetworkRefusal.MUNICIPALITY_IN_NETWORK, "municipality")
    joined.network_id = network.id
    _stand(joined, new.standing.state, trial_ends_on, today=day_in_finland(now))
    session.flush()
    event = MunicipalityJoined(network_id, new.municipality_code, new.standing.state.value)
    record_act(session, actor, event, now=now)
    return joined


def settle_standing(
    session: Session, actor: Actor, found: Participation, *, standing: Standing, now: datetime
) -> Participation:
    """Let a municipality be further, or less far, on trial until another day, or let it leave today.

    Cards that have been given out keep their last day; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        RefusedError: TRIAL_END_NEEDED or TRIAL_END_PAST.
    """
    actor.must(Permission.FOUND_NETWORKS)
    session.refresh(found, with_for_update=True)
    is_trial = standing.state is ParticipationState.TRIAL
    if (found.state, found.trial_ends_on) == (standing.state, standing.trial_ends_on if is_trial else None):
        return found
    today = day_in_finland(now)
    _stand(found, standing.state, trial_end(standing, today=today), today=today)
    session.flush()
    event = MunicipalityChanged(found.network_id, found.municipality_code, standing.state.value)
    record_act(session, actor, event, now=now)
    return found


def _stand(
    part: Participation, state: ParticipationState, trial_ends_on: date | None, *, today: date
) -> None:
    part.state, part.trial_ends_on = state, trial_ends_on
    part.left_on = today if state is ParticipationState.LEFT else None


def trial_end(standing: Standing, *, today: date) -> date | None:
    """The last day of a trial, as it is kept; what is no trial has none.

    Raises:
        RefusedError: TRIAL_END_NEEDED or TRIAL_END_PAST.
    """
    if standing.state is not ParticipationState.TRIAL:
        return None
    if standing.trial_ends_on is None:
        raise RefusedError(NetworkRefusal.TRIAL_END_NEEDED, "trial_ends_on")
    if standing.trial_ends_on < today:
        raise RefusedError(NetworkRefusal.TRIAL_END_PAST, "trial_ends_on")
    return standing.trial_ends_on


def _free_name(session: Session, name: LocalisedText, *, but: int | None = None) -> LocalisedText:
    checked = checked_name(name)
    # There are a few dozen; locked, because two people may found the same one at once.
    session.scalars(select(County.code).order_by(County.code).limit(1).with_for_update()).all()
    for one in session.scalars(select(Network)):
        if one.id != but:
            for code, text in checked.items():
                if one.name.get(code) == text:
                    raise RefusedError(NetworkRefusal.NETWORK_NAME_TAKEN, f"name_{code}")
    return checked


def _county(session: Session, code: str | None) -> str | None:
    if code is not None and session.get(County, code) is None:
        raise RefusedError(NetworkRefusal.COUNTY_UNKNOWN, "county")
    return code
