"""Why feedback is refused. Pure."""

from webapp.core.errors import Refusal


class FeedbackRefusal(Refusal):
    """Why feedback cannot be sent or answered."""

    FEEDBACK_TOO_MANY = "feedback_too_many"
    FEEDBACK_ANSWERED = "feedback_answered"
