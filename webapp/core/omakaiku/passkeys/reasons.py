"""Why a passkey is refused. Pure."""

from webapp.core.errors import Refusal


class PasskeyRefusal(Refusal):
    """Why a passkey cannot be added or used."""

    TOO_MANY_PASSKEYS = "too_many_passkeys"
    PASSKEY_INVALID = "passkey_invalid"
