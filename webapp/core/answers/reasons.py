"""Why an answer of a list is refused. Pure."""

from webapp.core.errors import Refusal


class AnswerRefusal(Refusal):
    """What cannot stand in a list of answers."""

    ANSWER_NAME_NEEDED = "answer_name_needed"
    ANSWER_NAME_TAKEN = "answer_name_taken"
    ANSWER_MUST_STAY = "answer_must_stay"
