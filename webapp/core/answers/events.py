"""The events of the lists of answers."""

from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class AnswerWritten(Event):
    """The national office added an answer to a list, named it otherwise or moved it."""

    is_of_networks: ClassVar[bool] = False
    answer_list: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnswerEnded(Event):
    """An answer is no longer offered; what has it keeps it."""

    is_of_networks: ClassVar[bool] = False
    answer_list: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnswerOffered(Event):
    """An answer that had ended is offered again."""

    is_of_networks: ClassVar[bool] = False
    answer_list: str
    answer: str
