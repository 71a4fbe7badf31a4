"""Why a second factor is refused. Pure."""

from webapp.core.errors import Refusal


class FactorRefusal(Refusal):
    """Why a passkey or a code of staff cannot be added, used or removed."""

    FACTOR_CODE_WRONG = "factor_code_wrong"
    FACTOR_PASSKEY_INVALID = "factor_passkey_invalid"
    TOO_MANY_STAFF_PASSKEYS = "too_many_staff_passkeys"
    LAST_FACTOR = "last_factor"
    SIGN_IN_TOOK_TOO_LONG = "sign_in_took_too_long"
