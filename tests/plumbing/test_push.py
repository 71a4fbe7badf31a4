"""Waking a phone: signed, without content, to push services only, and unmoved by what they answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from tests.support.push_service import PushService, push_service, sender_to_played_services
from webapp.core.omakaiku.reminders.actions import PushOutcome
from webapp.plumbing.push.sending import PushSender, push_sender
from webapp.settings import Settings


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


@pytest.fixture
def sender(settings: Settings) -> PushSender:
    return sender_to_played_services(settings)


def wake(sender: PushSender, endpoint: str) -> PushOutcome:
    return sender.wake(endpoint, now=datetime.now(UTC))


def test_a_message_is_signed_and_says_nothing(sender: PushSender, service: PushService) -> None:
    assert wake(sender, service.endpoint("phone?token=a%2b")) is PushOutcome.SENT
    (message,) = service.received
    assert (message.path, message.body) == ("/phone?token=a%2b", b"")
    assert message.claims["sub"] == "mailto:office@kaikukortti.example"
    assert set(message.headers) == {
        "Host", "Accept-Encoding", "TTL", "Urgency", "Topic", "Content-Length", "Authorization",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, PushOutcome.SENT), (202, PushOutcome.SENT), (404, PushOutcome.GONE), (410, PushOutcome.GONE),
        (301, PushOutcome.LATER), (307, PushOutcome.LATER), (403, PushOutcome.LATER),
        (429, PushOutcome.LATER), (500, PushOutcome.LATER),
    ],
)  # fmt: skip
def test_what_an_answer_means(
    sender: PushSender, service: PushService, status: int, outcome: PushOutcome
) -> None:
    service.answers["/phone"] = status
    assert wake(sender, service.endpoint("phone")) is outcome
    assert [one.path for one in service.received] == ["/phone"]  # a redirect is not followed


def test_a_service_that_does_not_answer_is_not_waited_for(sender: PushSender, service: PushService) -> None:
    service.held.add("/phone")
    assert wake(replace(sender, patience_seconds=0.05), service.endpoint("phone")) is PushOutcome.LATER
    assert wake(sender, "http://127.0.0.1:9/phone") is PushOutcome.LATER


def test_an_address_that_is_no_push_service_is_not_written_to(
    sender: PushSender, service: PushService
) -> None:
    assert wake(sender, f"http://localhost:{service.port}/phone") is PushOutcome.GONE
    assert service.received == []


def test_the_log_does_not_tell_where_a_phone_is_reached(sender: PushSender, service: PushService) -> None:
    service.answers["/secret-phone"] = 500
    with capture_logs() as said:
        wake(sender, service.endpoint("secret-phone"))
    (line,) = said
    assert line["why"] == "500"
    assert "secret-phone" not in str(line)


def test_without_a_key_nothing_is_sent(settings: Settings) -> None:
    assert push_sender(settings) is None
