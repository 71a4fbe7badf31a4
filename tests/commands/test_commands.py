"""The installed command: help worth reading, starts that are refused, the first administrator, the demo."""

import secrets
import socket
import ssl
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select

from tests.support.mail_server import nobody_listens
from webapp.certificate import local_address, make_certificate
from webapp.cli import main
from webapp.commands.demo import prepare_demo
from webapp.commands.migrate import bring_up_to_date
from webapp.core.accounts.actions import sign_in
from webapp.core.accounts.models import Account
from webapp.core.accounts.resets.actions import set_password_by_link
from webapp.core.audit.models import AuditRecord
from webapp.core.database import create_register_engine, session_factory
from webapp.core.mails.actions import NewMail, put_into_outbox
from webapp.core.mails.models import MailKind
from webapp.core.names import rows_astray
from webapp.core.partners.queries import role_choices
from webapp.plumbing.housekeeping import let_go
from webapp.plumbing.migrations import version_of
from webapp.serving import PortInUseError, ensure_port_is_free

PASSWORD = "kolme hevosta laukkaa kotiin"


@pytest.fixture
def environment(sqlite_engine: Engine) -> dict[str, str]:
    return {
        "KAIKUKORTTI_SECRET_KEY": secrets.token_urlsafe(48),
        "KAIKUKORTTI_DATABASE_URL": str(sqlite_engine.url),
        "KAIKUKORTTI_BASE_URL": "https://kaikukortti.example",
    }


def run(*arguments: str, environment: dict[str, str] | None = None) -> Result:
    return CliRunner(env=environment or {}).invoke(main, arguments)


@pytest.mark.parametrize(
    "command",
    [
        "demo",
        "serve",
        "migrate",
        "create-admin",
        "reset-access",
        "housekeeping",
        "send-mails",
        "verify-log",
        "backup",
        "restore",
        "make-vapid-key",
        "show-access",
    ],
)
def test_every_command_explains_itself(command: str) -> None:
    assert command in run("--help").output
    assert len(run(command, "--help").output.split()) > 30


@pytest.mark.parametrize(
    "command",
    [
        *("serve", "migrate", "housekeeping", "send-mails", "verify-log", "backup x", "restore x"),
        "reset-access a@b.example",
        "create-admin --email a@b.example --name A --password x",
    ],
)
def test_a_start_without_secrets_is_refused_in_one_sentence(command: str) -> None:
    result = run(*command.split())
    assert result.exit_code == 1
    assert result.output.strip() == (
        "Error: KAIKUKORTTI_BASE_URL is not set: it must be the https:// address people open."
    )


@pytest.mark.parametrize("command", ["serve", "housekeeping", "send-mails", "reset-access a@b.example"])
def test_a_register_behind_its_migrations_is_left_alone(
    environment: dict[str, str], tmp_path: Path, command: str
) -> None:
    environment["KAIKUKORTTI_DATABASE_URL"] = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    result = run(*command.split(), environment=environment)
    assert (result.exit_code, "kaikukortti migrate" in result.output) == (1, True)


def test_demo_sign_in_is_not_served_in_production(environment: dict[str, str]) -> None:
    result = run("serve", environment=environment | {"KAIKUKORTTI_DEMO": "yes"})
    assert (result.exit_code, "KAIKUKORTTI_DEMO" in result.output) == (1, True)


def test_a_port_in_use_says_so(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError):
            ensure_port_is_free("127.0.0.1", port)
        for command in (["serve", "--port", str(port)], ["demo", "--port", str(port)]):
            result = run(*command, environment=environment)
            assert (result.exit_code, f"Port {port} is in use" in result.output) == (1, True)


def test_the_first_administrator_can_sign_in(environment: dict[str, str], sqlite_engine: Engine) -> None:
    arguments = ("create-admin", "--email", "Office@Kaikukeskus.example", "--name", "A", "--password")
    assert run(*arguments, "short", environment=environment).exit_code == 1
    assert run(*arguments, PASSWORD, environment=environment).exit_code == 0
    assert "already" in run(*arguments, PASSWORD, environment=environment).output
    with session_factory(sqlite_engine)() as session:
        account = sign_in(
            session,
            email="office@kaikukeskus.example",
            password=PASSWORD,
            now=session.scalars(select(Account)).one().created_at,
        )
        assert [one.role for one in role_choices(session, account.id, language="fi")] == ["national_office"]
        assert "administrator_made" in session.scalars(select(AuditRecord.event)).all()


def test_access_is_shown_role_by_role(environment: dict[str, str]) -> None:
    assert "counter_device: check_cards, record_visits" in run("show-access", environment=environment).output
    assert "A999123453" in run("show-access", "--demo").output


def test_the_demos_secrets_are_made_once_and_for_the_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in ("is_up_to_date", "load_demo_country"):
        monkeypatch.setattr(f"webapp.commands.demo.{step}", lambda *_args, **_facts: True)
    prepare_demo("http://localhost:8000", tmp_path)
    for name in ("secret", "vapid"):
        secret = (tmp_path / name).read_text()
        prepare_demo("http://localhost:8000", tmp_path)
        assert (tmp_path / name).read_text() == secret
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
        assert len(secret) >= 32


def test_a_certificate_for_the_local_network_is_made(tmp_path: Path) -> None:
    make_certificate(tmp_path, local_address())  # at an earlier start
    made = make_certificate(tmp_path, local_address())
    assert made.key.stat().st_mode & 0o077 == 0
    server, phone = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=made.authority)
    server.load_cert_chain(made.certificate, made.key)
    for address in ("localhost", "127.0.0.1", local_address()):
        shown = certificate_shown(server, phone, address)
        lasts = ssl.cert_time_to_seconds(shown["notAfter"]) - time.time()
        assert timedelta(days=89) < timedelta(seconds=lasts) < timedelta(days=91)
    with pytest.raises(ssl.SSLCertVerificationError):
        certificate_shown(server, phone, "192.0.2.9")


def certificate_shown(server: ssl.SSLContext, phone: ssl.SSLContext, address: str) -> dict[str, Any]:
    """What a phone that trusts the authority sees when it opens an address, by a handshake in memory."""
    to_phone, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    here = server.wrap_bio(to_server, to_phone, server_side=True)
    there = phone.wrap_bio(to_phone, to_server, server_hostname=address)
    for side in (there, here, there, here):
        with suppress(ssl.SSLWantReadError):
            side.do_handshake()
    shown = there.getpeercert()
    assert shown is not None
    return dict(shown)


def test_a_backup_is_made_and_tried_out(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "register.backup"
    made = run("backup", str(file), environment=environment)
    assert (made.exit_code, "Backed up" in made.output) == (0, True)
    assert "already" in run("backup", str(file), environment=environment).output
    tried = run("restore", "--check", str(file), environment=environment)
    assert (tried.exit_code, "the audit log is intact" in tried.output) == (0, True)
    refused = run("restore", str(file), environment=environment)
    assert (refused.exit_code, "not empty" in refused.output) == (1, True)


def test_the_log_is_verified_in_plain_words(environment: dict[str, str], sqlite_engine: Engine) -> None:
    run(
        "create-admin",
        "--email",
        "a@b.example",
        "--name",
        "A",
        "--password",
        PASSWORD,
        environment=environment,
    )
    waiting = run("verify-log", environment=environment)
    assert (waiting.exit_code, "Not sealed yet: 1 rows" in waiting.output) == (0, True)
    run("housekeeping", environment=environment)
    sealed = run("verify-log", environment=environment)
    assert (sealed.exit_code, "The log is intact: 1 rows" in sealed.output) == (0, True)
    noted = sealed.output.split()[-1]
    assert run("verify-log", "--noted", noted, environment=environment).exit_code == 0
    assert "is no end of a chain" in run("verify-log", "--noted", "1:ab", environment=environment).output
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_records_keep")
        connection.exec_driver_sql("UPDATE audit_records SET account_id = 7")
    broken = run("verify-log", environment=environment)
    assert (broken.exit_code, "not intact from row 1" in broken.output) == (1, True)


def test_housekeeping_and_a_new_version_are_in_the_log(tmp_path: Path) -> None:
    engine = create_register_engine(f"sqlite:///{tmp_path / 'register.sqlite3'}")
    bring_up_to_date(engine)
    bring_up_to_date(engine)
    sessions = session_factory(engine)
    let_go(sessions, now=datetime.now(UTC))
    with sessions() as session:
        found = session.execute(select(AuditRecord.event, AuditRecord.facts).order_by(AuditRecord.at)).all()
    assert [tuple(one) for one in found] == [
        ("register_migrated", {"version": version_of(engine)}),
        ("housekeeping_done", {"log_rows": 0}),
    ]
    engine.dispose()


@pytest.mark.parametrize("command", ["housekeeping", "migrate"])
def test_names_written_in_sql_are_put_in_their_place(
    environment: dict[str, str], sqlite_engine: Engine, command: str
) -> None:
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE municipalities SET name_key_sv = '', name_letters = 'of old'")
    with session_factory(sqlite_engine)() as session:
        assert len(rows_astray(session)) > 300
    result = run(command, environment=environment)
    assert result.exit_code == 0, result.output
    with session_factory(sqlite_engine)() as session:
        assert rows_astray(session) == []


def test_housekeeping_says_what_it_did(environment: dict[str, str]) -> None:
    result = run("housekeeping", environment=environment)
    assert (result.exit_code, "There are no reminders" in result.output) == (0, True)
    made = run("make-vapid-key", "--subject", "mailto:office@kaikukortti.example").output
    with_key = environment | dict(line.split("=", 1) for line in made.splitlines())
    result = run("housekeeping", environment=with_key)
    assert (result.exit_code, "Reminders sent: 0" in result.output) == (0, True)


def test_a_lost_password_is_helped_on_the_server(
    environment: dict[str, str], sqlite_engine: Engine, tmp_path: Path
) -> None:
    arguments = ("create-admin", "--email", "a@b.example", "--name", "A", "--password", PASSWORD)
    run(*arguments, environment=environment)
    unknown = run("reset-access", "nobody@b.example", environment=environment)
    assert (unknown.exit_code, "has no account" in unknown.output) == (1, True)
    printed = run("reset-access", "A@b.example", environment=environment).output.strip()
    address, _, secret = printed.partition("#")
    assert address == "https://kaikukortti.example/uusi-salasana"
    with session_factory(sqlite_engine).begin() as session:
        set_password_by_link(session, secret, password=f"{PASSWORD} taas", now=datetime.now(UTC))
    environment["KAIKUKORTTI_MAIL_FOLDER"] = str(tmp_path / "mail")
    for option in ("--mail", "--factors"):
        done = run("reset-access", "a@b.example", option, "--language", "en", environment=environment)
        assert done.exit_code == 0, done.output
    sent = run("send-mails", environment=environment)
    assert (sent.exit_code, "Mails sent: 2" in sent.output) == (0, True)
    said = "".join(file.read_text() for file in (tmp_path / "mail").iterdir())
    assert "Kaikukortti asked that you get a new password" in said
    assert "removed all passkeys" in said.replace("=\n", "")
    with session_factory(sqlite_engine)() as session:
        events = session.scalars(select(AuditRecord.event)).all()
    assert events.count("password_link_made_on_server") == 2
    assert events.count("factors_removed_on_server") == 1


def test_mails_that_did_not_go_are_told_and_wait(environment: dict[str, str], sqlite_engine: Engine) -> None:
    with session_factory(sqlite_engine).begin() as session:
        news = NewMail(MailKind.REMOVAL, "somebody@staff.example", "fi", {"organisation": "Teatteri"})
        put_into_outbox(session, news, now=datetime.now(UTC))
    settings = {
        "KAIKUKORTTI_SMTP_HOST": "127.0.0.1", "KAIKUKORTTI_SMTP_SECURITY": "none",
        "KAIKUKORTTI_SMTP_FROM": "kaiku@kaiku.example", "KAIKUKORTTI_SMTP_PORT": str(nobody_listens()),
    }  # fmt: skip
    result = run("send-mails", environment=environment | settings)
    assert (result.exit_code, "not taken now: 1. Waiting: 1." in result.output) == (1, True)
    assert "somebody@staff.example" not in result.output
