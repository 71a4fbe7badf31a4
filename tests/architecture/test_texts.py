"""Every code that core speaks has its sentence."""

import re
from datetime import UTC, datetime
from enum import StrEnum

import pytest
from flask import Flask

from webapp.core.accounts.roles import Role
from webapp.core.cards.validity import CardStatus, Validity, why_not_valid
from webapp.core.errors import Refusal, RefusedError
from webapp.core.feedback.models import FeedbackCategory
from webapp.core.networks.operating_model import ParticipationState
from webapp.core.offers.models import OfferKind
from webapp.core.omakaiku.phones.models import PhoneKind
from webapp.core.omakaiku.wishes.models import CorrectionKind
from webapp.core.outings.models import Audience
from webapp.core.partners.models import Sector, VenueKind
from webapp.core.visits.rules import Outcome, Remark, UndoReason, VisitKind
from webapp.plumbing.words import holder_texts, texts
from webapp.plumbing.words.feedback_texts import FEEDBACK_CATEGORIES
from webapp.plumbing.words.language import VARIANT_CODES

VERDICTS = [Refusal.CODE_CHECK_DIGIT, Refusal.CARD_NOT_REGISTERED, Refusal.CARD_REPLACED, Refusal.CARD_ENDED,
            Refusal.CARD_WITHDRAWN, Refusal.CARD_EXPIRED]  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "sentences"),
    [
        (Refusal, texts.REFUSALS),
        (Role, holder_texts.ROLES),
        (VisitKind, texts.VISIT_KINDS),
        (UndoReason, texts.UNDO_REASONS),
        (OfferKind, holder_texts.OFFER_KINDS),
        (Remark, texts.REMARKS),
        (Outcome, texts.OUTCOMES),
        (CorrectionKind, holder_texts.CORRECTION_KINDS),
        (Audience, texts.AUDIENCES),
        (CardStatus, holder_texts.CARD_STATUSES),
        (FeedbackCategory, FEEDBACK_CATEGORIES),
        (PhoneKind, holder_texts.PHONE_KINDS),
        (ParticipationState, texts.PARTICIPATION_STATES),
        (Sector, texts.SECTORS),
        (VenueKind, holder_texts.VENUE_KINDS),
    ],
)
def test_every_code_has_a_sentence_and_no_sentence_is_left_over(
    codes: type[StrEnum], sentences: dict[object, object]
) -> None:
    assert set(codes) == set(sentences)


def test_every_verdict_that_is_a_no_has_advice() -> None:
    assert set(texts.ADVICE) == set(VERDICTS)
    assert set(holder_texts.HOLDER_ADVICE) == set(VERDICTS) - {
        Refusal.CODE_CHECK_DIGIT,
        Refusal.CARD_NOT_REGISTERED,
    }
    day = datetime(2026, 1, 1, tzinfo=UTC).date()
    assert {why_not_valid(Validity(status, day), day.replace(year=2027)) for status in CardStatus} <= set(
        VERDICTS
    )


@pytest.mark.parametrize("language", VARIANT_CODES)
def test_every_refusal_can_be_said_with_its_facts(app: Flask, language: str) -> None:
    with app.test_request_context(headers={"Cookie": f"language={language}"}):
        for reason, text in texts.REFUSALS.items():
            facts = dict.fromkeys(re.findall(r"%\((\w+)\)s", str(text)), 7)
            said = texts.sentence(RefusedError(reason, **facts))
            assert "%(" not in said
            assert said.endswith((".", "?"))
