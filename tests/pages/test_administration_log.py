"""The log speaks in sentences, whole ones, for every event there is."""

import dataclasses
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.factories import World
from tests.support.english import english_visitor
from tests.support.visitor import Visitor
from webapp.core.audit.actions import event_name
from webapp.core.audit.events import Event
from webapp.core.audit.models import AuditRecord
from webapp.core.registry import all_events
from webapp.plumbing.words.texts import EVENTS, event_sentence, event_things


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """People who read English."""
    return lambda: english_visitor(app)


def record_of(event: type[Event]) -> AuditRecord:
    """A record with a value for each field of an event."""
    facts = {field.name: f"<{field.name}>" for field in dataclasses.fields(event)}
    return AuditRecord(id=uuid.uuid4(), at=datetime.now(UTC), event=event_name(event), facts=facts)


def test_every_event_has_its_own_sentence() -> None:
    assert set(EVENTS) == set(all_events())
    sentences = [str(text) for text in EVENTS.values()]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("event", all_events(), ids=event_name)
def test_a_sentence_is_whole_with_the_facts_of_its_event(app: Flask, event: type[Event]) -> None:
    with app.test_request_context():
        sentence = event_sentence(record_of(event))
    assert "%(" not in sentence
    assert sentence.endswith(".")


def test_an_event_of_an_earlier_version_still_has_a_line(app: Flask) -> None:
    unknown = AuditRecord(event="card_laminated", facts={})
    fewer_facts = AuditRecord(event="batch_made", facts={"batch_id": 1})
    with app.test_request_context():
        assert event_sentence(unknown) == "card_laminated"
        assert event_sentence(fewer_facts) == "batch_made"
        assert event_things(unknown) == []


def test_the_log_shows_who_did_what(visitor: Callable[[], Visitor], app_world: World) -> None:
    office = visitor()
    office.sign_in(app_world.office)
    page = office.open("/keskus/loki")
    assert "Signed in." in page.text
    assert f"Person {app_world.office.account_id}" in page.text
    assert f"Organisation {app_world.office.organisation.id}" in page.text
