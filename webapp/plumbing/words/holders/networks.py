"""What cardholders read of municipalities and networks."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.errors import Refusal
from webapp.core.networks.reasons import NetworkRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    NetworkRefusal.POSTAL_CODE_UNKNOWN: _(
        "There is no such postal code in Finland. Write five digits, such as 87100."
    ),
}
