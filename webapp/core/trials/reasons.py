"""Why a step of a trial, its figures or a task of the year are refused. Pure."""

from webapp.core.errors import Refusal


class TrialRefusal(Refusal):
    """What cannot be so."""

    DONE_IN_FUTURE = "done_in_future"
    REPORT_BACKWARDS = "report_backwards"
    REPORT_AHEAD = "report_ahead"
    NOT_ON_TRIAL = "not_on_trial"
    EXTENSION_NOT_LATER = "extension_not_later"
    EXTENSION_NEEDED = "extension_needed"
    MEETING_INVITED = "meeting_invited"
    MEETING_PAST = "meeting_past"
    MEETING_UNWRITTEN = "meeting_unwritten"
