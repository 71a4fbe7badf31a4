"""Why a version of the operating model, or a commitment to one, is refused. Pure."""

from webapp.core.errors import Refusal


class ModelRefusal(Refusal):
    """What a version of the operating model cannot be."""

    VERSION_DAY_TAKEN = "version_day_taken"
    VERSION_BEGUN = "version_begun"
    VERSION_DAY_PAST = "version_day_past"
    VERSION_ACCEPTED = "version_accepted"
    MODEL_TITLE = "model_title"
    MODEL_TITLE_NEEDED = "model_title_needed"
    MODEL_TEXT_TOO_LONG = "model_text_too_long"
    MODEL_TEXT_NEEDED = "model_text_needed"
    MODEL_LINK = "model_link"
    MODEL_NUMBER = "model_number"


class CommitmentRefusal(Refusal):
    """What cannot be done without a commitment, or with one."""

    NOT_COMMITTED = "not_committed"
    VERSION_OVER = "version_over"
    CONTACT_PERSON_ACCEPTS = "contact_person_accepts"
    OTHERS_ACCEPT = "others_accept"
    COMMITMENT_ENDED = "commitment_ended"
    COMMITMENT_END_PAST = "commitment_end_past"
    COMMITMENT_END_REASON = "commitment_end_reason"


class ExceptionRefusal(Refusal):
    """What an exception to the model cannot be."""

    EXCEPTION_REASON_NEEDED = "exception_reason_needed"
    EXCEPTION_REASON_TOO_LONG = "exception_reason_too_long"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    PLACE_OF_EXCEPTION = "place_of_exception"


class BriefingRefusal(Refusal):
    """What a briefing cannot be."""

    BRIEFED_LATER = "briefed_later"
