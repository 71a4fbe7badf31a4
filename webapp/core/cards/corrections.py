"""Correct the answers given when a card was issued."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.calendar import day_in_finland
from webapp.core.cards import rules
from webapp.core.cards.actions import check_answers, check_postal_code
from webapp.core.cards.events import CardCorrected
from webapp.core.cards.listed import list_codes
from webapp.core.cards.models import CategoryKind
from webapp.core.cards.queries import own_card
from webapp.core.errors import NotFoundError
from webapp.core.networks.queries import model_in_force


@dataclass(frozen=True, slots=True)
class CorrectedAnswers:
    """The answers as they should be; of the optional ones only those that change, None for not asked."""

    birth_year: int
    postal_code: str
    children: int
    others: Mapping[CategoryKind, int | None]


@dataclass(frozen=True, slots=True)
class Changed:
    """Which answers were not as they should be."""

    birth_year: bool
    postal_code: bool
    children: bool
    others: bool


def correct_answers(
    session: Session, actor: Actor, card_id: uuid.UUID, *, corrected: CorrectedAnswers, now: datetime
) -> Changed:
    """Write the answers of a personal card anew and tell which ones changed.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: BIRTH_YEAR_IMPOSSIBLE, UNDER_AGE, CHILDREN_COUNT_IMPOSSIBLE, POSTAL_CODE_UNKNOWN or
            CATEGORY_UNKNOWN.
    """
    today = day_in_finland(now)
    card = own_card(session, actor, card_id, today=today, lock=True).card
    background = card.background
    if background is None:
        raise NotFoundError
    rules.check_birth_year(corrected.birth_year, today, model=model_in_force(session, today))
    rules.check_children(corrected.children)
    check_postal_code(session, corrected.postal_code)
    check_answers(session, corrected.others)
    others = {f"{kind}_id": answer for kind, answer in corrected.others.items()}
    changed = Changed(
        background.birth_year != corrected.birth_year,
        background.postal_code != corrected.postal_code,
        card.children != corrected.children,
        any(getattr(background, column) != answer for column, answer in others.items()),
    )
    background.birth_year, background.postal_code = corrected.birth_year, corrected.postal_code
    for column, answer in others.items():
        setattr(background, column, answer)
    card.children = corrected.children
    list_codes(session, card)
    session.refresh(background, ["postal_area"])
    record_act(session, actor, CardCorrected(card_id), now=now)
    return changed
