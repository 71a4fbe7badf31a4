"""Why a venue, a distributor or one of their people is refused. Pure."""

from webapp.core.errors import Refusal


class PartnerRefusal(Refusal):
    """What an organisation and its people are refused."""

    VENUE_UNKNOWN = "venue_unknown"
    INVITATION_INVALID = "invitation_invalid"
    ALREADY_MEMBER = "already_member"
    LAST_CONTACT_PERSON = "last_contact_person"
    CONTACT_TOO_LONG = "contact_too_long"
    PHONE_UNREADABLE = "phone_unreadable"
    EMAIL_UNREADABLE = "email_unreadable"
    PARTNER_NAME_TAKEN = "partner_name_taken"
    PARTNER_PLACE_NEEDED = "partner_place_needed"
    PARTNER_PLACE_ELSEWHERE = "partner_place_elsewhere"
    DISTRIBUTOR_KIND_UNKNOWN = "distributor_kind_unknown"
    WAITS_FOR_YES = "waits_for_yes"
    NOT_AGREED_TO = "not_agreed_to"
    NOT_ALONG = "not_along"
    REASON_NEEDED = "reason_needed"
    IMPORT_TOO_MANY = "import_too_many"
    IMPORT_COLUMN_MISSING = "import_column_missing"
    IMPORT_NAME_MISSING = "import_name_missing"
    IMPORT_CHOICE_UNKNOWN = "import_choice_unknown"
    IMPORT_ROW_TWICE = "import_row_twice"
    IMPORT_OTHERS = "import_others"
    PARTNER_NAME_TAKEN_THERE = "partner_name_taken_there"
    NETWORK_UNKNOWN = "network_unknown"
    LEAD_UNKNOWN = "lead_unknown"
    LEAD_END_PAST = "lead_end_past"
