"""A production start without its secrets is refused, with one sentence that says what to set."""

import secrets

import pytest

from webapp.plumbing.push.vapid import new_private_key, vapid_key
from webapp.settings import MAIL_FOLDER, SettingsError, production_settings

SECRETS = {"KAIKUKORTTI_SECRET_KEY", "KAIKUKORTTI_VAPID_PRIVATE_KEY"}
WITH_MAIL = {"KAIKUKORTTI_SMTP_HOST": "mail.example", "KAIKUKORTTI_SMTP_FROM": "kaiku@kaiku.example"}

GOOD = {
    "KAIKUKORTTI_SECRET_KEY": secrets.token_urlsafe(48),
    "KAIKUKORTTI_DATABASE_URL": "postgresql+psycopg://register",
    "KAIKUKORTTI_BASE_URL": "https://kaikukortti.example",
}


def test_a_whole_environment_is_enough() -> None:
    settings = production_settings(GOOD)
    assert (settings.mode, settings.is_secure, settings.host) == ("production", True, "kaikukortti.example")
    assert settings.rate_limits
    assert settings.rate_limit_storage == "register://"


def test_who_has_no_proxy_in_front_gets_many_threads() -> None:
    """As many slow senders hold no more than a thread each."""
    behind = production_settings(GOOD | {"KAIKUKORTTI_PROXIES": "1"})
    assert (behind.threads, production_settings(GOOD).threads) == (8, 128)
    assert production_settings(GOOD | {"KAIKUKORTTI_THREADS": "3"}).threads == 3


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_each_needed_setting_is_named_when_it_is_missing(name: str, value: str | None) -> None:
    environment = {key: GOOD[key] for key in GOOD if key != name}
    if value is not None:
        environment[name] = value
    with pytest.raises(SettingsError, match=name):
        production_settings(environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAIKUKORTTI_SECRET_KEY", "short"),
        ("KAIKUKORTTI_SECRET_KEY", "a" * 64),
        ("KAIKUKORTTI_SECRET_KEY", "changeme" * 8),
        ("KAIKUKORTTI_BASE_URL", "http://kaikukortti.example"),
        ("KAIKUKORTTI_BASE_URL", "https://"),
        ("KAIKUKORTTI_DEMO", "1"),
        ("KAIKUKORTTI_BASE_URL", "https://kaikukortti.example/path"),
        ("KAIKUKORTTI_BASE_URL", "https://kaikukortti.example:99999"),
        ("KAIKUKORTTI_BASE_URL", "https://somebody@kaikukortti.example"),
        ("KAIKUKORTTI_BASE_URL", "https://["),
        ("KAIKUKORTTI_DATABASE_URL", "postgresql://register"),
        ("KAIKUKORTTI_DATABASE_URL", "mysql://register"),
        ("KAIKUKORTTI_DATABASE_URL", "no address"),
        ("KAIKUKORTTI_WORKERS", "two"),
        ("KAIKUKORTTI_WORKERS", "0"),
        ("KAIKUKORTTI_WORKERS", "129"),
        ("KAIKUKORTTI_WORKERS", "9" * 5000),
        ("KAIKUKORTTI_WORKERS", "²"),
        ("KAIKUKORTTI_RATE_LIMIT_STORAGE", "redis"),
        ("KAIKUKORTTI_RATE_LIMIT_STORAGE", "redis://"),
        ("KAIKUKORTTI_RATE_LIMIT_STORAGE", "memcached://host:11211"),
        ("KAIKUKORTTI_PROXIES", "11"),
        ("KAIKUKORTTI_THREADS", "0"),
        ("KAIKUKORTTI_THREADS", "513"),
        ("KAIKUKORTTI_PROXIES", "-1"),
        ("KAIKUKORTTI_VAPID_PRIVATE_KEY", "short"),
        ("KAIKUKORTTI_VAPID_PRIVATE_KEY", "A" * 43),
        ("KAIKUKORTTI_VAPID_PRIVATE_KEY", "_" * 43),
        ("KAIKUKORTTI_VAPID_PRIVATE_KEY", "ä" * 43),
    ],
)
def test_a_weak_or_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as refused:
        production_settings(GOOD | {name: value})
    assert value not in str(refused.value) or name not in SECRETS
    assert "no address" not in str(refused.value)


def test_reminders_need_a_key_and_an_address() -> None:
    assert vapid_key(production_settings(GOOD)) is None
    with_key = GOOD | {"KAIKUKORTTI_VAPID_PRIVATE_KEY": new_private_key()}
    for subject in ("", "mailto:", "https://", "http://kaikukortti.example", "office@kaikukortti.example"):
        with pytest.raises(SettingsError, match="KAIKUKORTTI_VAPID_SUBJECT"):
            production_settings(with_key | {"KAIKUKORTTI_VAPID_SUBJECT": subject})
    settings = production_settings(with_key | {"KAIKUKORTTI_VAPID_SUBJECT": "mailto:office@kaiku.example"})
    key = vapid_key(settings)
    assert key is not None
    assert (key.subject, len(key.public)) == ("mailto:office@kaiku.example", 87)
    assert settings.plain_push_hosts == frozenset()


def test_mails_go_into_a_folder_where_no_server_is_named() -> None:
    assert (production_settings(GOOD).smtp_host, production_settings(GOOD).mail_folder) == ("", MAIL_FOLDER)
    elsewhere = production_settings(GOOD | {"KAIKUKORTTI_MAIL_FOLDER": "/var/mails"})
    assert str(elsewhere.mail_folder) == "/var/mails"


@pytest.mark.parametrize(
    ("more", "port", "security"),
    [
        ({}, 587, "starttls"),
        ({"KAIKUKORTTI_SMTP_SECURITY": "TLS"}, 465, "tls"),
        ({"KAIKUKORTTI_SMTP_SECURITY": "none", "KAIKUKORTTI_SMTP_HOST": "127.0.0.1"}, 25, "none"),
        ({"KAIKUKORTTI_SMTP_PORT": "2525"}, 2525, "starttls"),
    ],
)
def test_a_server_of_mail_is_spoken_to_as_it_is_said(more: dict[str, str], port: int, security: str) -> None:
    settings = production_settings(GOOD | WITH_MAIL | more)
    assert (settings.smtp_port, settings.smtp_security) == (port, security)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAIKUKORTTI_SMTP_HOST", "two hosts"),
        ("KAIKUKORTTI_SMTP_FROM", ""),
        ("KAIKUKORTTI_SMTP_FROM", "Kaiku <kaiku@kaiku.example>"),
        ("KAIKUKORTTI_SMTP_FROM", "kaiku@kaiku.example\nBcc: x@kaiku.example"),
        ("KAIKUKORTTI_SMTP_PORT", "0"),
        ("KAIKUKORTTI_SMTP_PORT", "65536"),
        ("KAIKUKORTTI_SMTP_SECURITY", "some"),
        ("KAIKUKORTTI_SMTP_SECURITY", "none"),  # to another machine
        ("KAIKUKORTTI_SMTP_USER", "kaiku"),
        ("KAIKUKORTTI_SMTP_PASSWORD", "a password alone"),
    ],
)
def test_a_wrong_setting_of_the_server_of_mail_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as refused:
        production_settings(GOOD | WITH_MAIL | {name: value})
    assert "a password alone" not in str(refused.value)
