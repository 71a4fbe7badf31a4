"""Why a year's costs or populations are refused. Pure."""

from webapp.core.errors import Refusal


class CostRefusal(Refusal):
    """What cannot be shared, or read."""

    EUROS_WRONG = "euros_wrong"
    PERCENT_WRONG = "percent_wrong"
    POPULATIONS_UNREADABLE = "populations_unreadable"
    POPULATIONS_EMPTY = "populations_empty"
    COSTS_SETTLED = "costs_settled"
    NOBODY_PAYS = "nobody_pays"
