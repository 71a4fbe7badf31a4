"""Why what a venue has on, or says of itself, is refused. Pure."""

from webapp.core.errors import Refusal


class OfferRefusal(Refusal):
    """Why something cannot stand in a programme or a description."""

    OFFER_UNKNOWN = "offer_unknown"
    OFFER_NAME = "offer_name"
    OFFER_IN_PAST = "offer_in_past"
    OFFER_TIME = "offer_time"
    OFFER_NO_SUCH_TIME = "offer_no_such_time"
    DESCRIPTION_TOO_LONG = "description_too_long"
    NUMBER_OF_PLACES = "number_of_places"
