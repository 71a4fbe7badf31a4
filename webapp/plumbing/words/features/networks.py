"""What staff read of municipalities and networks."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.errors import Refusal
from webapp.core.networks.events import (
    MunicipalityChanged,
    MunicipalityJoined,
    NetworkChanged,
    NetworkFounded,
)
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.networks.reasons import NetworkRefusal
from webapp.core.partners.lists import NetworkGap

_ = lazy_gettext

PARTICIPATION_STATES: Final[Mapping[ParticipationState, LazyString]] = {
    ParticipationState.INTERESTED: _("Interested"),
    ParticipationState.PREPARING: _("Preparing"),
    ParticipationState.COMING: _("Coming"),
    ParticipationState.TRIAL: _("On trial"),
    ParticipationState.IN_USE: _("In use"),
    ParticipationState.LEFT: _("Left"),
}

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    NetworkRefusal.WEBSITE_UNREADABLE: _("Write the address of the website, such as www.example.fi."),
    NetworkRefusal.WEBSITE_TOO_LONG: _("Shorten this to %(most)s characters."),
    NetworkRefusal.PLACE_NAME: _("Write a name of at most %(most)s characters."),
    NetworkRefusal.NETWORK_NAME_TAKEN: _("There is already a network of this name."),
    NetworkRefusal.COUNTY_UNKNOWN: _("Choose one of the answers in the list."),
    NetworkRefusal.MUNICIPALITY_UNKNOWN: _("Choose a municipality from the list."),
    NetworkRefusal.MUNICIPALITY_IN_NETWORK: _("This municipality is already in a network."),
    NetworkRefusal.TRIAL_END_NEEDED: _("Write the last day of the trial."),
    NetworkRefusal.TRIAL_END_PAST: _("The last day of the trial is past. Write today or a later day."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    NetworkFounded: _("%(who)s founded the network %(network_id)s."),
    NetworkChanged: _("%(who)s changed the network %(network_id)s."),
    MunicipalityJoined: _("%(who)s took %(municipality_code)s into the network %(network_id)s."),
    MunicipalityChanged: _("%(who)s changed how far %(municipality_code)s is in the network %(network_id)s."),
}

GROUP: Final = _("Networks")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    NetworkFounded: _("Network founded"),
    NetworkChanged: _("Network changed"),
    MunicipalityJoined: _("Municipality taken in"),
    MunicipalityChanged: _("State of a municipality changed"),
}
"""What the log is narrowed to, in few words."""

NETWORK_GAPS: Final[Mapping[NetworkGap, LazyString]] = {
    NetworkGap.NOT_IN_USE: _("No municipality is in use or on trial, so no cards are given out."),
    NetworkGap.NO_COORDINATOR: _("There is no coordinating office."),
    NetworkGap.NO_MUNICIPALITY_SIDE: _("There is no coordinating office of the municipalities’ side."),
    NetworkGap.NO_COUNTY_SIDE: _("There is no coordinating office of the county’s side."),
    NetworkGap.NO_DISTRIBUTOR: _("There is no distributor."),
    NetworkGap.NO_THIRD_SECTOR: _("No distributor is run by an association or a foundation (third sector)."),
    NetworkGap.NO_VENUE: _("There is no venue."),
}

LISTS: Final[Mapping[str, LazyString]] = {
    "networks": _("Networks"),
}
"""What can be downloaded, as the log and the files call it."""
