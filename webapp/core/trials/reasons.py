"""Why a step of a trial or a task of the year is refused. Pure."""

from webapp.core.errors import Refusal


class TrialRefusal(Refusal):
    """What cannot be so."""

    DONE_IN_FUTURE = "done_in_future"
