"""Why a text is refused. Pure."""

from webapp.core.errors import Refusal


class TextRefusal(Refusal):
    """What may not stand in free text."""

    TEXT_LENGTH = "text_length"
    TEXT_IDENTITY_CODE = "text_identity_code"
    TEXT_EMAIL = "text_email"
    TEXT_PHONE_NUMBER = "text_phone_number"
    TEXT_CARD_CODE = "text_card_code"
