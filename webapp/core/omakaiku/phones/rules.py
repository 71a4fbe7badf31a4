"""What a text typed as a pairing code is, before the register is asked. Pure."""

from typing import Final

from webapp.core.cards.disguises import possible_codes
from webapp.core.errors import RefusedError
from webapp.core.omakaiku.phones.reasons import PhoneRefusal
from webapp.core.secret_codes import LONG, SHORT, read_secret

_LENGTHS: Final = (SHORT, LONG)
"""Random characters of a slip's code and of a QR's."""


def read_pairing_code(typed: str) -> str:
    """The code of a slip or a QR that a text means; whether there is such a one only the register knows.

    Raises:
        RefusedError: PAIRING_IS_CARD_CODE, or PAIRING_MISTYPED.
    """
    if possible_codes(typed):
        raise RefusedError(PhoneRefusal.PAIRING_IS_CARD_CODE, "secret")
    secret = read_secret(typed, _LENGTHS)
    if secret is None:
        raise RefusedError(PhoneRefusal.PAIRING_MISTYPED, "secret")
    return secret
