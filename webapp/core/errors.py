"""The errors of core: a refusal with its reason, and the two answers that need none."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why an action is refused: the base of each feature's reasons, which stand in its reasons.py.

    A reason's value is stable and goes to the API; no two features have the same one.
    """


class RefusedError(Exception):
    """An action was refused. `field` names the input it is about, `facts` fill the sentence."""

    def __init__(self, reason: Refusal, field: str = "", /, **facts: object) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.field = field
        self.facts = facts


class NotFoundError(Exception):
    """There is no such thing for this actor; whether it exists for another stays unsaid.

    No refusal: there is nothing to mend in a form, so no form may take it for one.
    """


class NotAllowedError(Exception):
    """The actor may not do this, whatever is filled in. No refusal, as NotFoundError is none."""


class OtherSideError(NotAllowedError):
    """The other side of the actor's network looks after it: they see it, and change nothing."""
