"""What staff read of municipalities and networks."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.networks.operating_model import ParticipationState

_ = lazy_gettext

PARTICIPATION_STATES: Final[Mapping[ParticipationState, LazyString]] = {
    ParticipationState.COMING: _("Coming"),
    ParticipationState.TRIAL: _("On trial"),
    ParticipationState.IN_USE: _("In use"),
}
