"""Why a code, a card or what is done with one is refused. Pure."""

from webapp.core.errors import Refusal


class CodeRefusal(Refusal):
    """Why what was read or typed is no card code."""

    CODE_SHAPE = "code_shape"
    CODE_TWO_MEANINGS = "code_two_meanings"
    CODE_CHECK_DIGIT = "code_check_digit"


class CardRefusal(Refusal):
    """The verdict on a card that is not valid."""

    CARD_NOT_REGISTERED = "card_not_registered"
    CARD_EXPIRED = "card_expired"
    CARD_ENDED = "card_ended"
    CARD_WITHDRAWN = "card_withdrawn"
    CARD_REPLACED = "card_replaced"


class IssuingRefusal(Refusal):
    """Why a card cannot be issued, renewed, stopped, replaced or corrected like this."""

    CODE_UNKNOWN = "code_unknown"
    CODE_OF_ANOTHER_NETWORK = "code_of_another_network"
    CODE_ALREADY_REGISTERED = "code_already_registered"
    CODE_NOT_HANDED_OVER = "code_not_handed_over"
    FORM_REGISTERED_ANOTHER = "form_registered_another"
    FORM_GAVE_ANOTHER = "form_gave_another"
    NO_CODES_FOR_PHONES = "no_codes_for_phones"
    UNDER_AGE = "under_age"
    BIRTH_YEAR_IMPOSSIBLE = "birth_year_impossible"
    CATEGORY_UNKNOWN = "category_unknown"
    TRIAL_HAS_ENDED = "trial_has_ended"
    NOT_IN_USE_HERE = "not_in_use_here"
    NO_LONGER_HERE = "no_longer_here"
    VALIDITY_IN_PAST = "validity_in_past"
    VALIDITY_TOO_LONG = "validity_too_long"
    RENEWAL_SHORTENS = "renewal_shortens"
    CARD_NOT_RENEWABLE = "card_not_renewable"
    CARD_ALREADY_STOPPED = "card_already_stopped"
    CHILDREN_COUNT_IMPOSSIBLE = "children_count_impossible"


class BatchRefusal(Refusal):
    """Why a batch of codes cannot be made or an old series taken in."""

    LETTER_IS_OLD_SERIES = "letter_is_old_series"
    LETTER_HAS_CHECK_DIGITS = "letter_has_check_digits"
    BATCH_SIZE = "batch_size"
    CODES_ALREADY_KNOWN = "codes_already_known"
    CODES_EMPTY = "codes_empty"
    SERIES_UNREADABLE = "series_unreadable"
