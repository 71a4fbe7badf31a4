"""Mails leave the outbox once each, whatever the server of mail does; their words are whole."""

import os
import re
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select, text
from structlog.testing import capture_logs

from tests.conftest import NOW, MovableClock
from tests.factories import add_account
from tests.support.mail_server import Fault, MailServer, mail_server, nobody_listens
from tests.support.patience import SECONDS
from webapp.certificate import make_certificate
from webapp.core.accounts.resets.actions import ask_for_link, set_password_by_link
from webapp.core.database import session_factory
from webapp.core.identifiers import new_id
from webapp.core.languages import CODES
from webapp.core.mails.actions import (
    CLAIM_LASTS,
    ClaimedMail,
    MailOutcome,
    NewMail,
    put_into_outbox,
)
from webapp.core.mails.models import Mail, MailKind, MailState
from webapp.plumbing.mail.delivery import MailDelivery, MailFolder, SmtpServer
from webapp.plumbing.mail.sending import MailSender, mail_sender, send_all_the_time
from webapp.plumbing.mail.writing import INVITATION_PATH, PASSWORD_PATH, MailWriter, UnwritableError
from webapp.settings import Settings

ADDRESS = "somebody@staff.example"
SECRET = "0123456789ABCDEFGHJKMNPQRSTV"
SHORT_PATIENCE = 0.2
"""For a server that never answers; every other answers in its time, also on a busy machine."""
SILENT = {Fault.SAYS_NOTHING, Fault.SAYS_NOTHING_TO_DATA}
NEW_PASSWORD = "neljä vihreää aasia lentää"

NOT_TAKEN = {
    Fault.CLOSES_AT_ONCE, Fault.SAYS_NOTHING, Fault.BUSY, Fault.REFUSES_SENDER, Fault.REFUSES_FOR_NOW,
    Fault.RELAYING_DENIED, Fault.CLOSES_IN_THE_MIDDLE, Fault.SAYS_NOTHING_TO_DATA, Fault.REFUSES_CONTENT,
}  # fmt: skip


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """A service with an address of its own, and a folder."""
    return replace(settings, base_url="https://kaikukortti.example", mail_folder=tmp_path / "mail")


def smtp(port: int, *, patience_seconds: float = SECONDS) -> SmtpServer:
    """A server of mail on this machine."""
    return SmtpServer("127.0.0.1", port, "none", patience_seconds=patience_seconds)


Outbox = Callable[..., MailSender]


@pytest.fixture
def outbox(engine: Engine, settings: Settings, clock: MovableClock) -> Outbox:
    """`outbox(delivery)`: a sender of the register on each database."""

    def sender(delivery: MailDelivery) -> MailSender:
        return MailSender(session_factory(engine), MailWriter(settings), delivery, clock=clock)

    return sender


def enqueue(engine: Engine, clock: MovableClock, number: int = 1) -> None:
    """So many mails of news."""
    with session_factory(engine).begin() as session:
        for one in range(number):
            facts = {"organisation": f"Teatteri {one}"}
            put_into_outbox(session, NewMail(MailKind.REMOVAL, ADDRESS, "fi", facts), now=clock.now)


def states(engine: Engine) -> Counter[str]:
    with session_factory(engine)() as session:
        return Counter(session.scalars(select(Mail.state)))


def claimed(kind: MailKind, language: str = "en", **facts: str) -> ClaimedMail:
    """A mail about to be sent."""
    until = NOW + timedelta(minutes=30)
    return ClaimedMail(new_id(NOW), kind, ADDRESS, language, facts, NOW, until, 1)


FACTS = {
    "organisation": "Teatteri", "secret": SECRET, "change": "passkey_added", "browser": "iphone",
}  # fmt: skip


@pytest.mark.parametrize("fault", NOT_TAKEN)
def test_a_mail_that_a_server_did_not_take_is_sent_later_and_once(
    engine: Engine, outbox: Outbox, clock: MovableClock, fault: Fault
) -> None:
    enqueue(engine, clock)
    with mail_server(fault) as server:
        patience = SHORT_PATIENCE if fault in SILENT else SECONDS
        assert outbox(smtp(server.port, patience_seconds=patience)).send_waiting() == {MailOutcome.LATER: 1}
        sender = outbox(smtp(server.port))
        assert sender.send_waiting() == {}  # not before it is due again
        clock.now += timedelta(hours=1)
        assert sender.send_waiting() == {MailOutcome.SENT: 1}
        clock.now += timedelta(hours=1)
        assert sender.send_waiting() == {}
        assert len(server.taken) == 1
    assert states(engine) == {MailState.SENT: 1}


def test_a_server_that_is_not_there_loses_nothing(
    engine: Engine, outbox: Outbox, clock: MovableClock
) -> None:
    enqueue(engine, clock, 3)
    assert outbox(smtp(nobody_listens())).send_waiting() == {MailOutcome.LATER: 3}
    clock.now += timedelta(hours=1)
    with mail_server() as server:
        assert outbox(smtp(server.port)).send_waiting() == {MailOutcome.SENT: 3}
        assert sorted(texts_of(server)) == sorted(f"Teatteri {one}" for one in range(3))


def texts_of(server: MailServer) -> list[str]:
    found = (re.search(r"Teatteri \d+", one.get_content()) for one in server.taken)
    return [one[0] for one in found if one]


def test_a_server_that_takes_a_mail_and_falls_silent_gets_it_again_as_the_same_message(
    engine: Engine, outbox: Outbox, clock: MovableClock
) -> None:
    enqueue(engine, clock)
    with mail_server(Fault.TAKES_AND_CLOSES) as server:
        sender = outbox(smtp(server.port))
        assert sender.send_waiting() == {MailOutcome.LATER: 1}
        clock.now += timedelta(hours=1)
        assert sender.send_waiting() == {MailOutcome.SENT: 1}
        first, second = server.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


def test_a_server_that_leaves_without_a_goodbye_has_the_mail_all_the_same(
    engine: Engine, outbox: Outbox, clock: MovableClock
) -> None:
    enqueue(engine, clock)
    with mail_server(Fault.TAKES_AND_SAYS_NO_GOODBYE) as server:
        assert outbox(smtp(server.port)).send_waiting() == {MailOutcome.SENT: 1}
        clock.now += CLAIM_LASTS
        assert outbox(smtp(server.port)).send_waiting() == {}
        assert len(server.taken) == 1


def test_an_address_that_a_server_does_not_know_is_given_up(
    engine: Engine, outbox: Outbox, clock: MovableClock
) -> None:
    enqueue(engine, clock)
    with mail_server(Fault.NO_SUCH_ADDRESS) as server:
        assert outbox(smtp(server.port)).send_waiting() == {MailOutcome.REFUSED: 1}
    assert states(engine) == {MailState.GIVEN_UP: 1}


def test_several_senders_at_once_send_each_mail_once(
    engine: Engine, outbox: Outbox, clock: MovableClock
) -> None:
    enqueue(engine, clock, 12)
    gate, outcomes = threading.Barrier(3), Counter[MailOutcome]()

    def run(sender: MailSender) -> None:
        gate.wait()
        outcomes.update(sender.send_waiting())

    with mail_server() as server:
        threads = [threading.Thread(target=run, args=(outbox(smtp(server.port)),)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(texts_of(server)) == sorted(f"Teatteri {one}" for one in range(12))
    assert outcomes == {MailOutcome.SENT: 12}


def test_a_sender_that_fell_over_after_sending_leaves_nothing_behind_unsent(
    engine: Engine, outbox: Outbox, clock: MovableClock
) -> None:
    class Falls:
        """The machine stops as soon as the server has the mail."""

        def __init__(self, server: SmtpServer) -> None:
            self.server = server

        def deliver(self, message: EmailMessage) -> MailOutcome:
            self.server.deliver(message)
            raise KeyboardInterrupt

    enqueue(engine, clock)
    with mail_server() as server:
        with pytest.raises(KeyboardInterrupt):
            outbox(Falls(smtp(server.port))).send_waiting()
        assert outbox(smtp(server.port)).send_waiting() == {}
        clock.now += CLAIM_LASTS
        assert outbox(smtp(server.port)).send_waiting() == {MailOutcome.SENT: 1}
        assert len({one["Message-ID"] for one in server.taken}) == 1
        assert len(server.taken) == 2


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_name_and_password_are_said_over_an_encrypted_line_only(
    security: str, settings: Settings, tmp_path: Path
) -> None:
    made = make_certificate(tmp_path, "127.0.0.1")
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(made.certificate, made.key)
    trusting = ssl.create_default_context(cafile=made.authority)
    message = MailWriter(settings).write(claimed(MailKind.REMOVAL, **FACTS))
    with mail_server(tls=ours, is_encrypted_at_once=security == "tls") as server:
        there = SmtpServer("127.0.0.1", server.port, security, "kaiku", "secret word", SECONDS, trusting)
        assert there.deliver(message) is MailOutcome.SENT
        assert len(server.logins) == 1
        stranger = replace(there, certificates=ssl.create_default_context())
        assert stranger.deliver(message) is MailOutcome.LATER
        assert len(server.logins) == 1
    with mail_server() as plain:
        hopeful = SmtpServer("127.0.0.1", plain.port, "starttls", "kaiku", "secret word", SECONDS, trusting)
        assert hopeful.deliver(message) is MailOutcome.LATER
        assert (plain.logins, plain.taken) == ([], [])


def test_a_folder_holds_each_mail_once_for_its_owner_alone_and_the_log_says_where(
    engine: Engine, settings: Settings, clock: MovableClock
) -> None:
    enqueue(engine, clock, 2)
    old = os.umask(0)
    try:
        with capture_logs() as logged:
            mail_sender(session_factory(engine), settings, clock=clock).send_waiting()
    finally:
        os.umask(old)
    files = sorted(settings.mail_folder.iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert settings.mail_folder.stat().st_mode & 0o777 == 0o700
    assert read(files[0])["To"] == ADDRESS
    assert str(settings.mail_folder) in str(logged)
    assert ADDRESS not in str(logged)
    assert MailFolder(settings.mail_folder).deliver(read(files[0])) is MailOutcome.SENT
    assert sorted(settings.mail_folder.iterdir()) == files


def test_a_folder_that_cannot_be_written_loses_nothing(
    engine: Engine, outbox: Outbox, clock: MovableClock, tmp_path: Path
) -> None:
    enqueue(engine, clock)
    (tmp_path / "taken").touch()
    assert outbox(MailFolder(tmp_path / "taken" / "mail")).send_waiting() == {MailOutcome.LATER: 1}
    assert states(engine) == {MailState.WAITING: 1}


def read(file: Path) -> EmailMessage:
    return message_from_bytes(file.read_bytes(), policy=default)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("kind", MailKind)
def test_every_mail_is_whole_in_its_readers_language(
    settings: Settings, kind: MailKind, language: str
) -> None:
    message = MailWriter(settings).write(claimed(kind, language, **FACTS))
    sent = message_from_bytes(message.as_bytes(), policy=default)
    words = sent.get_content()
    english = MailWriter(settings).write(claimed(kind, "en", **FACTS))
    assert (sent["Subject"] == english["Subject"]) is (language == "en")
    assert sent["Content-Language"] == language
    assert sent.get_content_type() == "text/plain"
    assert "%(" not in words
    links = set(re.findall(r"\S+#\S+", words))
    path = INVITATION_PATH if kind is MailKind.INVITATION else PASSWORD_PATH
    has_link = kind in {MailKind.INVITATION, MailKind.PASSWORD_LINK, MailKind.PASSWORD_LINK_BY_STAFF}
    assert links == ({f"https://kaikukortti.example{path}#{SECRET}"} if has_link else set())
    assert sent["Auto-Submitted"] == "auto-generated"


def test_a_message_says_what_happened_and_when(settings: Settings) -> None:
    message = MailWriter(settings).write(claimed(MailKind.NEW_SIGN_IN, "en", browser="android"))
    assert "Android phone, 22 Nov 2026 at 12:05." in message.get_content()
    message = MailWriter(settings).write(claimed(MailKind.PASSWORD_LINK, "fi", secret=SECRET))
    assert "22.11.2026 klo 12.35" in message.get_content()


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "@staff.example", "two@ad@dresses", "a b@staff.example", "a@x\nBcc: b@x", "a@" + "ä" * 80],
)
def test_what_is_no_address_is_no_message(settings: Settings, address: str) -> None:
    with pytest.raises(UnwritableError):
        MailWriter(settings).write(replace(claimed(MailKind.REMOVAL, **FACTS), address=address))


def test_a_domain_is_written_as_servers_know_it(settings: Settings) -> None:
    mail = replace(claimed(MailKind.REMOVAL, **FACTS), address="aino@räksmörgås.example")
    assert MailWriter(settings).write(mail)["To"] == "aino@xn--rksmrgs-5wao1o.example"


def test_a_link_in_a_mail_opens_a_page_of_ours(app: Flask) -> None:
    router = app.url_map.bind("localhost")
    assert router.match(INVITATION_PATH)[0] == "joining.come"
    assert router.match(PASSWORD_PATH)[0] == "lost_password.set_new"


@pytest.fixture
def account_id(engine: Engine, clock: MovableClock) -> int:
    with session_factory(engine).begin() as session:
        return add_account(session, now=clock.now, email=ADDRESS).id


def ask(engine: Engine, address: str, clock: MovableClock) -> None:
    with session_factory(engine).begin() as session:
        ask_for_link(session, address, language="en", now=clock.now)


def secret_in(message: EmailMessage) -> str:
    found = re.search(r"#(\w+)", message.get_content())
    assert found is not None
    return found[1]


def test_a_link_that_is_tried_again_is_the_same_and_nothing_of_it_is_kept_but_a_digest(
    engine: Engine, outbox: Outbox, clock: MovableClock, account_id: int
) -> None:
    ask(engine, ADDRESS, clock)
    with mail_server(Fault.TAKES_AND_CLOSES) as server:
        outbox(smtp(server.port)).send_waiting()
        clock.now += timedelta(minutes=1)
        outbox(smtp(server.port)).send_waiting()
        first, second = map(secret_in, server.taken)
    assert first == second
    with engine.connect() as connection:
        for table in ("mails", "password_links", "audit_records"):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 - names of this test
            assert first not in repr(rows)
            assert table == "password_links" or ADDRESS not in repr(rows)
    with session_factory(engine).begin() as session:
        assert set_password_by_link(session, first, password=NEW_PASSWORD, now=clock.now).id == account_id


def test_of_two_links_the_later_one_works_and_an_earlier_one_that_waits_is_not_sent(
    engine: Engine, outbox: Outbox, clock: MovableClock, account_id: int
) -> None:
    ask(engine, ADDRESS, clock)
    with mail_server(Fault.REFUSES_FOR_NOW) as server:
        outbox(smtp(server.port)).send_waiting()
        clock.now += timedelta(seconds=10)
        ask(engine, ADDRESS, clock)
        outbox(smtp(server.port)).send_waiting()
        clock.now += timedelta(minutes=1)
        outbox(smtp(server.port)).send_waiting()
        (only,) = map(secret_in, server.taken)
    with session_factory(engine).begin() as session:
        set_password_by_link(session, only, password=NEW_PASSWORD, now=clock.now)
    assert states(engine) == {MailState.SENT: 1}


def test_an_address_of_nobody_gets_no_mail_and_is_forgotten(
    engine: Engine, outbox: Outbox, clock: MovableClock
) -> None:
    ask(engine, "nobody@staff.example", clock)
    with mail_server() as server:
        assert outbox(smtp(server.port)).send_waiting() == {}
        assert server.conversations == 0
    assert states(engine) == {}


def test_asking_costs_the_register_the_same_whoever_it_is_about(
    engine: Engine, clock: MovableClock, account_id: int
) -> None:
    asked: dict[str, list[str]] = {}
    for address in (ADDRESS, "nobody@staff.example"):
        statements = asked.setdefault(address, [])
        listener = lambda *found, to=statements: to.append(found[2])  # noqa: E731 - removed again below
        event.listen(engine, "before_cursor_execute", listener)
        ask(engine, address, clock)
        event.remove(engine, "before_cursor_execute", listener)
    assert asked[ADDRESS] == asked["nobody@staff.example"]
    assert len(asked[ADDRESS]) > 0


def test_a_server_of_ours_sends_by_itself_and_goes_on_after_a_failure(
    app: Flask,
    sqlite_engine: Engine,
    settings: Settings,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for pause in ("LOOKS_EVERY_SECONDS", "RESTS_SECONDS"):
        monkeypatch.setattr(f"webapp.plumbing.mail.sending.{pause}", 0.01)
    failed = threading.Event()

    def fails_once(*_facts: object) -> None:
        if not failed.is_set():
            failed.set()
            raise RuntimeError

    event.listen(sqlite_engine, "begin", fails_once)
    arrived = threading.Event()

    class Arrives:
        """Says that something has come."""

        def deliver(self, _message: EmailMessage) -> MailOutcome:
            arrived.set()
            return MailOutcome.SENT

    monkeypatch.setattr("webapp.plumbing.mail.sending.mail_delivery", lambda _settings: Arrives())
    sending = send_all_the_time(app, settings)
    try:
        assert failed.wait(SECONDS)
        event.remove(sqlite_engine, "begin", fails_once)
        enqueue(sqlite_engine, clock)
        assert arrived.wait(SECONDS)
    finally:
        sending.stop()
