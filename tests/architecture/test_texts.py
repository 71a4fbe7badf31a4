"""Every code that core speaks has its sentence: reasons, events, and the choices that pages show."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum

import pytest
from flask import Flask
from flask_babel import LazyString

from webapp.core.cards.reasons import CardRefusal, CodeRefusal
from webapp.core.cards.validity import CardStatus, Validity, why_not_valid
from webapp.core.errors import Refusal, RefusedError
from webapp.core.registry import all_reasons, metadata
from webapp.plumbing.words import texts
from webapp.plumbing.words.features.cards import ADVICE
from webapp.plumbing.words.holders.cards import HOLDER_ADVICE
from webapp.plumbing.words.language import VARIANT_CODES

NEVER_SHOWN = {
    "CategoryKind", "CellKind", "ChainFault", "CountedFrom", "PushOutcome", "DeviceKind",
    "MailOutcome", "MailState", "NextStep", "NoticeKind", "PairingKind", "Permission", "Proof",
    "RenewalStage", "Writer",
}  # fmt: skip
"""What pages branch upon instead of naming it."""
VERDICTS = {CodeRefusal.CODE_CHECK_DIGIT, *CardRefusal}


def choices() -> Iterator[Mapping[StrEnum, LazyString]]:
    """The sentences of choices: what a feature's module says by name that is not about refusals or events."""
    for module in texts.modules():
        for name, found in vars(module).items():
            keys = list(found) if name.isupper() and isinstance(found, Mapping) else [""]
            if isinstance(keys[0], StrEnum) and not isinstance(keys[0], Refusal):
                yield found


def codes_of_core() -> set[type[StrEnum]]:
    """Every enum of core, reasons aside."""
    metadata()
    return {one for one in StrEnum.__subclasses__() if one.__module__.startswith("webapp.core.")} - {Refusal}


def test_every_reason_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert set(texts.REFUSALS) == set(all_reasons())


def test_no_two_features_have_the_same_reason() -> None:
    twice = [value for value, times in Counter(reason.value for reason in all_reasons()).items() if times > 1]
    assert twice == []


@pytest.mark.parametrize("name", ["REFUSALS", "EVENTS", "THINGS", "KINDS"])
def test_no_two_modules_have_the_same_sentence(name: str) -> None:
    keys = Counter(key for module in texts.modules() for key in getattr(module, name, {}))
    assert [key for key, times in keys.items() if times > 1] == []


def test_no_two_modules_have_sentences_of_the_same_name() -> None:
    names = Counter(
        name
        for module in texts.modules()
        for name in vars(module)
        if name.isupper() and name not in {"REFUSALS", "EVENTS", "THINGS", "GROUP", "KINDS", "LISTS"}
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_every_choice_of_core_has_sentences_or_is_never_shown() -> None:
    said = {type(next(iter(sentences))) for sentences in choices()}
    assert {one.__name__ for one in codes_of_core() - said} == NEVER_SHOWN


@pytest.mark.parametrize("sentences", list(choices()), ids=lambda found: type(next(iter(found))).__name__)
def test_every_choice_has_a_sentence(sentences: Mapping[StrEnum, LazyString]) -> None:
    assert set(sentences) == set(type(next(iter(sentences))))


def test_every_verdict_that_is_a_no_has_advice() -> None:
    assert set(ADVICE) == VERDICTS
    assert set(HOLDER_ADVICE) == VERDICTS - {CodeRefusal.CODE_CHECK_DIGIT, CardRefusal.CARD_NOT_REGISTERED}
    day = datetime(2026, 1, 1, tzinfo=UTC).date()
    assert {why_not_valid(Validity(status, day), day.replace(year=2027)) for status in CardStatus} <= VERDICTS


@pytest.mark.parametrize("language", VARIANT_CODES)
def test_every_refusal_can_be_said_with_its_facts(app: Flask, language: str) -> None:
    with app.test_request_context(headers={"Cookie": f"language={language}"}):
        for reason, text in texts.REFUSALS.items():
            facts = dict.fromkeys(re.findall(r"%\((\w+)\)s", str(text)), 7)
            said = texts.sentence(RefusedError(reason, **facts))
            assert "%(" not in said
            assert said.endswith((".", "?"))
