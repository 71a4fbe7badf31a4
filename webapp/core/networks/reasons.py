"""Why an area of Finland is refused. Pure."""

from webapp.core.errors import Refusal


class NetworkRefusal(Refusal):
    """What is not on the map of municipalities and networks."""

    POSTAL_CODE_UNKNOWN = "postal_code_unknown"
