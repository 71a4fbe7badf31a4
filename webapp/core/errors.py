"""Why the register says no: one closed list of reasons; and the two answers that need no reason."""

from enum import StrEnum


class Refusal(StrEnum):
    """A rule's answer when something may not be done; the code is stable and goes to the API."""

    # Reading a code
    CODE_SHAPE = "code_shape"
    CODE_CHECK_DIGIT = "code_check_digit"
    # The verdict on a card
    CARD_NOT_REGISTERED = "card_not_registered"
    CARD_EXPIRED = "card_expired"
    CARD_ENDED = "card_ended"
    CARD_WITHDRAWN = "card_withdrawn"
    CARD_REPLACED = "card_replaced"
    # Recording a visit
    ONE_ADULT_PER_CARD = "one_adult_per_card"
    MORE_CHILDREN_THAN_REGISTERED = "more_children_than_registered"
    CHILDREN_ON_COURSE = "children_on_course"
    COMMUNITY_CARD_ON_COURSE = "community_card_on_course"
    TOO_MANY_CHILDREN = "too_many_children"
    ALREADY_HERE = "already_here"
    VISIT_DIFFERS = "visit_differs"
    VISIT_UNKNOWN = "visit_unknown"
    VISIT_UNDONE = "visit_undone"
    VISIT_NOT_STORED = "visit_not_stored"
    COUNT_IMPOSSIBLE = "count_impossible"
    OFFER_UNKNOWN = "offer_unknown"
    OFFER_NAME = "offer_name"
    OFFER_IN_PAST = "offer_in_past"
    DESCRIPTION_TOO_LONG = "description_too_long"
    WEBSITE_UNREADABLE = "website_unreadable"
    COMMAND_UNREADABLE = "command_unreadable"
    RESCUE_FILE_UNREADABLE = "rescue_file_unreadable"
    RESCUE_FILE_OF_ANOTHER = "rescue_file_of_another"
    CODE_PART = "code_part"
    # Issuing and keeping cards
    CODE_UNKNOWN = "code_unknown"
    CODE_OF_ANOTHER_NETWORK = "code_of_another_network"
    CODE_ALREADY_REGISTERED = "code_already_registered"
    NO_CODES_FOR_PHONES = "no_codes_for_phones"
    UNDER_AGE = "under_age"
    BIRTH_YEAR_IMPOSSIBLE = "birth_year_impossible"
    POSTAL_CODE_UNKNOWN = "postal_code_unknown"
    CATEGORY_UNKNOWN = "category_unknown"
    TRIAL_HAS_ENDED = "trial_has_ended"
    NOT_IN_USE_HERE = "not_in_use_here"
    VALIDITY_IN_PAST = "validity_in_past"
    VALIDITY_TOO_LONG = "validity_too_long"
    CARD_NOT_RENEWABLE = "card_not_renewable"
    CARD_ALREADY_STOPPED = "card_already_stopped"
    CHILDREN_COUNT_IMPOSSIBLE = "children_count_impossible"
    # Batches of codes
    LETTER_IS_OLD_SERIES = "letter_is_old_series"
    LETTER_HAS_CHECK_DIGITS = "letter_has_check_digits"
    BATCH_SIZE = "batch_size"
    CODES_ALREADY_KNOWN = "codes_already_known"
    CODES_EMPTY = "codes_empty"
    # People and organisations
    PASSWORD_TOO_SHORT = "password_too_short"  # noqa: S105 - a reason, not a password
    PASSWORD_TOO_LONG = "password_too_long"  # noqa: S105 - a reason, not a password
    PASSWORD_COMMON = "password_common"  # noqa: S105 - a reason, not a password
    SIGN_IN_FAILED = "sign_in_failed"
    INVITATION_INVALID = "invitation_invalid"
    ALREADY_MEMBER = "already_member"
    LAST_CONTACT_PERSON = "last_contact_person"
    # The cardholder's phone
    PAIRING_INVALID = "pairing_invalid"
    TOO_MANY_PHONES = "too_many_phones"
    TOO_MANY_PASSKEYS = "too_many_passkeys"
    PASSKEY_INVALID = "passkey_invalid"
    RENEWAL_NOT_DUE = "renewal_not_due"
    # Outings and tips
    TEXT_LENGTH = "text_length"
    VENUE_UNKNOWN = "venue_unknown"
    OUTING_TWO_PLACES = "outing_two_places"
    OUTING_IN_PAST = "outing_in_past"
    OUTING_MEETS_LATE = "outing_meets_late"
    OUTING_JOINS_LATE = "outing_joins_late"
    OUTING_JOINS_IN_PAST = "outing_joins_in_past"
    OUTING_CANCELLED = "outing_cancelled"
    OUTING_CLOSED = "outing_closed"
    OUTING_FOR_PERSONAL_CARDS = "outing_for_personal_cards"
    TIP_DAYS = "tip_days"
    TIP_HALF_TOLD = "tip_half_told"
    TIP_ADDRESS = "tip_address"
    NOTICE_ENDPOINT = "notice_endpoint"
    # What holders say
    TEXT_IDENTITY_CODE = "text_identity_code"
    TEXT_EMAIL = "text_email"
    TEXT_PHONE_NUMBER = "text_phone_number"
    TEXT_CARD_CODE = "text_card_code"
    FEEDBACK_TOO_MANY = "feedback_too_many"
    FEEDBACK_ANSWERED = "feedback_answered"
    # A venue's devices
    DEVICE_NAME = "device_name"
    ENROLMENT_INVALID = "enrolment_invalid"


class RefusedError(Exception):
    """An action was refused. `field` names the input it is about, `facts` fill the sentence."""

    def __init__(self, reason: Refusal, field: str = "", /, **facts: object) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.field = field
        self.facts = facts


class NotFoundError(Exception):
    """There is no such thing for this actor; whether it exists for another is not told.

    No refusal: there is nothing to mend in a form, so no form may take it for one.
    """


class NotAllowedError(Exception):
    """The actor may not do this, whatever is filled in. No refusal, as NotFoundError is none."""
