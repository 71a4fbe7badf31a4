"""Why an area of Finland is refused. Pure."""

from webapp.core.errors import Refusal


class NetworkRefusal(Refusal):
    """What is not on the map of municipalities and networks."""

    WEBSITE_UNREADABLE = "website_unreadable"
    WEBSITE_TOO_LONG = "website_too_long"
    POSTAL_CODE_UNKNOWN = "postal_code_unknown"
    PLACE_NAME = "place_name"
    NETWORK_NAME_TAKEN = "network_name_taken"
    COUNTY_UNKNOWN = "county_unknown"
    MUNICIPALITY_UNKNOWN = "municipality_unknown"
    MUNICIPALITY_IN_NETWORK = "municipality_in_network"
    TRIAL_END_NEEDED = "trial_end_needed"
    TRIAL_END_PAST = "trial_end_past"
