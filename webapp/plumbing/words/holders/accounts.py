"""What cardholders read of people's accounts and roles."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.accounts.roles import Role

_ = lazy_gettext

ROLES: Final[Mapping[Role, LazyString]] = {
    Role.CARDHOLDER: _("Cardholder"),
    Role.COUNTER_DEVICE: _("Counter phone"),
    Role.VENUE: _("Venue"),
    Role.DISTRIBUTOR: _("Distributor"),
    Role.COORDINATOR: _("Coordinator"),
    Role.NATIONAL_OFFICE: _("National office"),
}
