"""Why a holder's wish is refused. Pure."""

from webapp.core.errors import Refusal


class WishRefusal(Refusal):
    """Why a wish cannot be sent now."""

    RENEWAL_NOT_DUE = "renewal_not_due"
