"""Why a card does not come onto a phone. Pure."""

from webapp.core.errors import Refusal


class PhoneRefusal(Refusal):
    """Why a phone cannot take a card."""

    PAIRING_INVALID = "pairing_invalid"
    PAIRING_MISTYPED = "pairing_mistyped"
    PAIRING_IS_CARD_CODE = "pairing_is_card_code"
    TOO_MANY_PHONES = "too_many_phones"
    TOO_MANY_CARDS = "too_many_cards"
