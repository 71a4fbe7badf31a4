"""Why a phone cannot be reminded. Pure."""

from webapp.core.errors import Refusal


class ReminderRefusal(Refusal):
    """Why reminders cannot be turned on."""

    NOTICE_ENDPOINT = "notice_endpoint"
