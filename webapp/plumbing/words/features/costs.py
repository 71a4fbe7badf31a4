"""What staff read of populations and yearly costs."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.audit.events import Event
from webapp.core.costs.events import (
    CostLetterDownloaded,
    CostSharesDownloaded,
    CostYearSettled,
    CostYearWritten,
    PopulationsKept,
)
from webapp.core.costs.reasons import CostRefusal
from webapp.core.costs.rules import PayerKind
from webapp.core.errors import Refusal

_ = lazy_gettext

PAYER_KINDS: Final[Mapping[PayerKind, LazyString]] = {
    PayerKind.MUNICIPALITY: _("Municipality"),
    PayerKind.COUNTY: _("County"),
}

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    CostRefusal.EUROS_WRONG: _("Write a sum in euros, such as 29000 or 29000,50."),
    CostRefusal.PERCENT_WRONG: _("Write a number from 0 to 100."),
    CostRefusal.POPULATIONS_UNREADABLE: _(
        "Rows that cannot be read: %(lines)s (%(count)s in all). "
        "A row has a municipality, once, and a number."
    ),
    CostRefusal.POPULATIONS_EMPTY: _("Write at least one municipality and its population."),
    CostRefusal.COSTS_SETTLED: _("This year is settled. Its shares do not change any more."),
    CostRefusal.NOBODY_PAYS: _("Nobody lives where the card works, so nobody has a share."),
}

EVENTS: Final[Mapping[type[Event], LazyString]] = {
    PopulationsKept: _(
        "%(who)s wrote populations of the year %(year)s. Municipalities that changed: %(municipalities)s."
    ),
    CostYearWritten: _("%(who)s wrote the costs of the year %(year)s and how they are shared."),
    CostYearSettled: _("%(who)s settled the costs of the year %(year)s. Payers: %(payers)s."),
    CostSharesDownloaded: _("%(who)s downloaded the shares of the year %(year)s. Payers: %(payers)s."),
    CostLetterDownloaded: _("%(who)s downloaded the letter of payer %(payer_code)s of the year %(year)s."),
}

GROUP: Final = _("Costs")
KINDS: Final[Mapping[type[Event], LazyString]] = {
    PopulationsKept: _("Populations written"),
    CostYearWritten: _("Costs of a year written"),
    CostYearSettled: _("Costs of a year settled"),
    CostSharesDownloaded: _("Shares of costs downloaded"),
    CostLetterDownloaded: _("Letter of costs downloaded"),
}
"""What the log is narrowed to, in few words."""
