"""A form for a new card that is sent again: what was corrected meanwhile holds."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.calendar import day_in_finland
from webapp.core.cards.actions import HolderBackground, issue_card
from webapp.core.cards.corrections import CorrectedAnswers, correct_answers
from webapp.core.cards.models import Card, CategoryKind
from webapp.core.cards.queries import CardInHand
from webapp.core.cards.unused_codes import NewCard


def issue_or_correct(
    session: Session, actor: Actor, new: NewCard, *, background: HolderBackground, now: datetime
) -> CardInHand:
    """Register a personal card; of one that this form has registered today, correct the answers.

    Whoever stops a slow answer, corrects a year of birth and presses again means the year that they see.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: as issue_card.
    """
    is_sent_again = session.get(Card, new.card_id) is not None
    held = issue_card(session, actor, new, background=background, now=now)
    is_of_today = held.card.issued_on == day_in_finland(now) and held.card.renewed_on is None
    if is_sent_again and is_of_today and _answers_of(held.card, like=background) != background:
        correct_answers(session, actor, held.card.id, corrected=_corrected(background), now=now)
    return held


def _answers_of(card: Card, *, like: HolderBackground) -> HolderBackground:
    row = card.background
    if row is None:
        return like
    return replace(
        like, birth_year=row.birth_year, postal_code=row.postal_code, children=card.children,
        mother_tongue_id=row.mother_tongue_id, gender_id=row.gender_id,
        life_situation_id=row.life_situation_id,
    )  # fmt: skip


def _corrected(background: HolderBackground) -> CorrectedAnswers:
    others = {
        CategoryKind.MOTHER_TONGUE: background.mother_tongue_id,
        CategoryKind.GENDER: background.gender_id,
        CategoryKind.LIFE_SITUATION: background.life_situation_id,
    }
    return CorrectedAnswers(background.birth_year, background.postal_code, background.children, others)
