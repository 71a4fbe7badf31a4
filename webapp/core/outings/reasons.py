"""Why an outing or a tip is refused. Pure."""

from webapp.core.errors import Refusal


class OutingRefusal(Refusal):
    """Why an outing cannot be announced or joined."""

    OUTING_HALF_WRITTEN = "outing_half_written"
    OUTING_TWO_PLACES = "outing_two_places"
    OUTING_NO_SUCH_TIME = "outing_no_such_time"
    OUTING_IN_PAST = "outing_in_past"
    OUTING_MEETS_LATE = "outing_meets_late"
    OUTING_JOINS_LATE = "outing_joins_late"
    OUTING_JOINS_IN_PAST = "outing_joins_in_past"
    OUTING_CANCELLED = "outing_cancelled"
    OUTING_CLOSED = "outing_closed"
    OUTING_FOR_PERSONAL_CARDS = "outing_for_personal_cards"


class TipRefusal(Refusal):
    """Why a tip cannot be given."""

    TIP_DAYS = "tip_days"
    TIP_HALF_WRITTEN = "tip_half_written"
    TIP_ADDRESS = "tip_address"
