"""Add answers, name and order them, let them end: nothing is deleted, what refers to one keeps it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.alphabet import plain_letters
from webapp.core.answers.events import AnswerEnded, AnswerOffered, AnswerWritten
from webapp.core.answers.reasons import AnswerRefusal
from webapp.core.cards.models import DECLINED, Category, CategoryKind
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.languages import CODES, LocalisedText
from webapp.core.partners.models import DistributorKind

LONGEST_ANSWER: Final = 80
FIRST: Final = ""
"""In the place of an answer's code: before all others."""
OTHER: Final = "other"
"""Of an answer in the lists that the register begins with: none of those named."""
_STEP: Final = 10

Answer: TypeAlias = Category | DistributorKind


class AnswerList(StrEnum):
    """The lists: the three questions that a person may decline, and what a distributor does."""

    MOTHER_TONGUE = CategoryKind.MOTHER_TONGUE.value
    GENDER = CategoryKind.GENDER.value
    LIFE_SITUATION = CategoryKind.LIFE_SITUATION.value
    DISTRIBUTOR_KIND = "distributor_kind"


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """How an answer is called, in every language, and after which one it stands; FIRST for none.

    Its code comes with the page: an answer that is there has one, a new one a new id.
    """

    code: str
    name: LocalisedText
    after: str = FIRST


def answers_of(session: Session, actor: Actor, which: AnswerList) -> Sequence[Answer]:
    """The answers of a list in their order, those that have ended too.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.KEEP_MODEL)
    return _answers(session, which)


def known_answer(session: Session, actor: Actor, which: AnswerList, *, code: str) -> Answer:
    """One answer of a list.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such answer.
    """
    found = _with_code(answers_of(session, actor, which), code)
    if found is None:
        raise NotFoundError
    return found


def write_answer(
    session: Session, actor: Actor, which: AnswerList, *, new: NewAnswer, now: datetime
) -> Answer:
    """Add an answer, name it otherwise or move it; what is so already changes nothing.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such answer.
        RefusedError: ANSWER_NAME_NEEDED, ANSWER_NAME_TAKEN or TEXT_IDENTITY_CODE.
    """
    actor.must(Permission.KEEP_MODEL)
    answers = list(_answers(session, which, lock=True))  # two people may write in one list at once
    found = _with_code(answers, new.code)
    if found is None and not is_new_code(new.code):
        raise NotFoundError
    others = [one for one in answers if one.code != new.code]
    name = _free_name(new.name, others)
    after = next((index + 1 for index, one in enumerate(others) if one.code == new.after), 0)
    if found is not None and found.name == name and answers.index(found) == after:
        return found
    answer = found or _made(which, new.code)
    answer.name = name
    for index, one in enumerate([*others[:after], answer, *others[after:]], start=1):
        one.position = index * _STEP
    session.add(answer)
    session.flush()
    record_act(session, actor, AnswerWritten(which.value, answer.code), now=now)
    return answer


def answer_to_end(session: Session, actor: Actor, which: AnswerList, *, code: str) -> Answer:
    """An answer that may end: whoever does not want to answer can always say so.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such answer.
        RefusedError: ANSWER_MUST_STAY.
    """
    found = known_answer(session, actor, which, code=code)
    if not may_end(which, code):
        raise RefusedError(AnswerRefusal.ANSWER_MUST_STAY)
    return found


def end_answer(session: Session, actor: Actor, which: AnswerList, *, code: str, now: datetime) -> None:
    """Offer an answer no longer; whoever has given it keeps it, and figures count it.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such answer.
        RefusedError: ANSWER_MUST_STAY.
    """
    found = answer_to_end(session, actor, which, code=code)
    if found.is_offered:
        found.is_offered = False
        session.flush()
        record_act(session, actor, AnswerEnded(which.value, code), now=now)


def offer_answer(session: Session, actor: Actor, which: AnswerList, *, code: str, now: datetime) -> None:
    """Offer an answer again.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such answer.
    """
    found = known_answer(session, actor, which, code=code)
    if not found.is_offered:
        found.is_offered = True
        session.flush()
        record_act(session, actor, AnswerOffered(which.value, code), now=now)


def may_end(which: AnswerList, code: str) -> bool:
    """Whether an answer can be taken from what is offered: that somebody declines cannot."""
    return which is AnswerList.DISTRIBUTOR_KIND or code != DECLINED


def place_of_new(answers: Sequence[Answer]) -> str:
    """After which answer a new one usually stands: at the end, but before what means any other."""
    named = [one.code for one in answers if one.code != OTHER]
    return named[-1] if named else FIRST


def is_new_code(code: str) -> bool:
    """Whether a code is one that a page makes for a new answer."""
    try:
        return uuid.UUID(hex=code).hex == code
    except ValueError:
        return False


def check_answer(typed: str, field: str) -> str:
    """What an answer is called in one language, as it is kept.

    Raises:
        RefusedError: ANSWER_NAME_NEEDED or TEXT_IDENTITY_CODE.
    """
    name = " ".join(typed.split())
    if not name or len(name) > LONGEST_ANSWER:
        raise RefusedError(AnswerRefusal.ANSWER_NAME_NEEDED, field, most=LONGEST_ANSWER)
    refuse_details(name, field, Writer.OFFICE)
    return name


def _answers(session: Session, which: AnswerList, *, lock: bool = False) -> Sequence[Answer]:
    if which is AnswerList.DISTRIBUTOR_KIND:
        kinds = select(DistributorKind).order_by(DistributorKind.position, DistributorKind.id)
        return session.scalars(kinds.with_for_update() if lock else kinds).all()
    categories = select(Category).where(Category.kind == which.value).order_by(Category.position, Category.id)
    return session.scalars(categories.with_for_update() if lock else categories).all()


def _made(which: AnswerList, code: str) -> Answer:
    if which is AnswerList.DISTRIBUTOR_KIND:
        return DistributorKind(code=code, is_offered=True)
    return Category(kind=which.value, code=code, is_offered=True)


def _with_code(answers: Sequence[Answer], code: str) -> Answer | None:
    return next((one for one in answers if one.code == code), None)


def _free_name(name: LocalisedText, others: Sequence[Answer]) -> LocalisedText:
    checked = LocalisedText({code: check_answer(name.get(code) or "", f"name_{code}") for code in CODES})
    for one in others:
        for code, text in checked.items():
            if plain_letters(one.name.get(code) or "") == plain_letters(text):
                raise RefusedError(AnswerRefusal.ANSWER_NAME_TAKEN, f"name_{code}")
    return checked
