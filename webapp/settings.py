"""The settings: one frozen object from the environment. A production start without secrets is refused."""

import base64
import binascii
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypedDict
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

DEMO_DIRECTORY: Final = Path("var", "demo")
"""Of the folder in which `kaikukortti demo` is started: an installed package keeps nothing in itself."""

MAIL_FOLDER: Final = Path("mail")
"""Of the folder in which `kaikukortti serve` is started: systemd's units name one for data."""

SHORTEST_SECRET: Final = 32
THREADS_BEHIND_PROXY: Final = 8
"""A proxy hands a request over when all of it is there, so a thread never waits for a sender."""
THREADS_WITHOUT_PROXY: Final = 128
"""As many slow senders hold no more than a thread each, and the next request still gets one."""
_MOST_THREADS: Final = 512
_MOST_WORKERS: Final = 128
_MOST_PROXIES: Final = 10
_MOST_DIGITS: Final = 10
_COUNTING_STORES: Final = frozenset({"register", "memory", "redis", "rediss"})
_DATABASES: Final = frozenset({"postgresql+psycopg", "sqlite"})
_KEY_BYTES: Final = 32
_ORDER_OF_P256: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

_NO: Final = frozenset({"", "0", "no", "false"})
_YES: Final = frozenset({"1", "yes", "true"})

Mode = Literal["production", "demo", "test"]
SmtpSecurity = Literal["starttls", "tls", "none"]
SUBMISSION_PORT: Final = 587
_SMTP_PORTS: Final[Mapping[str, int]] = {"starttls": SUBMISSION_PORT, "tls": 465, "none": 25}
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_MOST_PORTS: Final = 65_535
_HOST: Final = re.compile(r"[A-Za-z0-9._:-]{1,253}")
_ADDRESS: Final = re.compile(r"[^@\s\x00-\x20<>,;:\"()\[\]]+@[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)


class SettingsError(Exception):
    """The settings will not do; the message says in one sentence what to set."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a start depends on. `base_url`: the address people open, with scheme, without a path."""

    mode: Mode
    secret_key: str
    database_url: str
    base_url: str
    workers: int = 2
    threads: int = THREADS_BEHIND_PROXY
    """Requests that one worker works on at once; those whose bodies have not arrived yet count."""
    proxies: int = 0
    rate_limits: bool = True
    rate_limit_storage: str = "register://"
    """Where wrong tries are counted, in the words of `limits`; register:// is the register itself."""
    second_factor_for_all: bool = False
    """Whether also who works at one counter needs a passkey or an authenticator app."""
    vapid_private_key: str = ""
    """The key for reminders, base64url of its 32 bytes; without it there are none."""
    vapid_subject: str = ""
    smtp_host: str = ""
    """The server that takes mails; without it they are written into `mail_folder`."""
    smtp_port: int = SUBMISSION_PORT
    smtp_security: SmtpSecurity = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_from: str = ""
    """The address that mails come from."""
    mail_folder: Path = MAIL_FOLDER
    plain_push_hosts: frozenset[str] = frozenset()
    """Hosts of push services that tests play; no environment can set it."""

    @property
    def is_demo(self) -> bool:
        """Whether anybody may sign in as anybody."""
        return self.mode == "demo"

    @property
    def is_secure(self) -> bool:
        """Whether the service is opened over HTTPS: cookies are then Secure, with the __Host- prefix."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """The host name people open."""
        return urlsplit(self.base_url).hostname or "localhost"


def production_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read KAIKUKORTTI_* variables; SettingsError names the first that is missing or weak."""
    if environment.get("KAIKUKORTTI_DEMO", "").lower() not in _NO:
        message = "KAIKUKORTTI_DEMO is set: demo sign-in lets anybody in, so a production start refuses it."
        raise SettingsError(message)
    base_url = _required(environment, "KAIKUKORTTI_BASE_URL", "the https:// address people open").rstrip("/")
    if not _is_base_url(base_url):
        message = "KAIKUKORTTI_BASE_URL must be an https:// address, such as https://kaikukortti.example."
        raise SettingsError(message)
    vapid_private_key, vapid_subject = _vapid(environment)
    proxies = _number(environment, "KAIKUKORTTI_PROXIES", 0, least=0, most=_MOST_PROXIES)
    return Settings(
        mode="production",
        secret_key=_strong_secret(environment),
        database_url=_database(environment),
        base_url=base_url,
        workers=_number(environment, "KAIKUKORTTI_WORKERS", 2, most=_MOST_WORKERS),
        threads=_number(environment, "KAIKUKORTTI_THREADS", _threads(proxies), most=_MOST_THREADS),
        proxies=proxies,
        rate_limit_storage=_counting_store(environment),
        second_factor_for_all=_yes_or_no(environment, "KAIKUKORTTI_SECOND_FACTOR_FOR_ALL"),
        vapid_private_key=vapid_private_key,
        vapid_subject=vapid_subject,
        mail_folder=Path(environment.get("KAIKUKORTTI_MAIL_FOLDER", "").strip() or MAIL_FOLDER),
        **_smtp(environment),
    )


def demo_settings(
    secret_key: str, *, base_url: str, directory: Path = DEMO_DIRECTORY, vapid_private_key: str = ""
) -> Settings:
    """Settings of `kaikukortti demo`: an embedded register and one-click sign-in."""
    return Settings(
        mode="demo",
        secret_key=secret_key,
        database_url=f"sqlite:///{directory / 'register.sqlite3'}",
        base_url=base_url,
        threads=THREADS_WITHOUT_PROXY,
        vapid_private_key=vapid_private_key,
        vapid_subject="https://kaikukortti.example",
        mail_folder=directory / MAIL_FOLDER,
    )


def _threads(proxies: int) -> int:
    return THREADS_BEHIND_PROXY if proxies else THREADS_WITHOUT_PROXY


def _required(environment: Mapping[str, str], name: str, what: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        message = f"{name} is not set: it must be {what}."
        raise SettingsError(message)
    return value


def _strong_secret(environment: Mapping[str, str]) -> str:
    secret = _required(environment, "KAIKUKORTTI_SECRET_KEY", "a random text of 32 characters or more")
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < SHORTEST_SECRET // 3:
        message = (
            "KAIKUKORTTI_SECRET_KEY is too weak: make one with "
            '`python -c "import secrets; print(secrets.token_urlsafe(48))"`.'
        )
        raise SettingsError(message)
    return secret


def _is_base_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    rest = (parts.path, parts.query, parts.fragment, parts.username or "")
    return parts.scheme == "https" and bool(parts.hostname) and is_port and not any(rest)


def _database(environment: Mapping[str, str]) -> str:
    name, kinds = "KAIKUKORTTI_DATABASE_URL", "a postgresql+psycopg:// or sqlite:/// URL"
    url = _required(environment, name, kinds)
    try:
        kind = make_url(url).drivername
    except ArgumentError:
        kind = ""
    if kind not in _DATABASES:
        message = f"{name} must be {kinds}."  # it may hold a password: it is not repeated
        raise SettingsError(message)
    return url


def _counting_store(environment: Mapping[str, str]) -> str:
    name = "KAIKUKORTTI_RATE_LIMIT_STORAGE"
    url = environment.get(name, "").strip() or "register://"
    parts = urlsplit(url)
    is_redis_without_host = parts.scheme.startswith("redis") and not parts.hostname
    if "://" not in url or parts.scheme not in _COUNTING_STORES or is_redis_without_host:
        message = (
            f"{name} must be a redis:// URL, or be left out."  # it may hold a password: it is not repeated
        )
        raise SettingsError(message)
    return url


def _number(environment: Mapping[str, str], name: str, default: int, *, least: int = 1, most: int) -> int:
    value = environment.get(name, str(default)).strip()
    is_number = value.isascii() and value.isdecimal() and len(value) < _MOST_DIGITS
    if not is_number or not least <= int(value) <= most:
        message = f"{name} must be a whole number between {least} and {most}, not “{value}”."
        raise SettingsError(message)
    return int(value)


def _yes_or_no(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").strip().lower()
    if value not in _YES | _NO:
        message = f"{name} must be yes or no, not “{value}”."
        raise SettingsError(message)
    return value in _YES


def _vapid(environment: Mapping[str, str]) -> tuple[str, str]:
    private_key = environment.get("KAIKUKORTTI_VAPID_PRIVATE_KEY", "").strip()
    subject = environment.get("KAIKUKORTTI_VAPID_SUBJECT", "").strip()
    if not private_key:
        return "", ""
    if not _is_private_key(private_key):
        message = "KAIKUKORTTI_VAPID_PRIVATE_KEY is no key: make one with `kaikukortti make-vapid-key`."
        raise SettingsError(message)
    kind, _, rest = subject.partition(":")
    if kind not in {"mailto", "https"} or not rest.strip("/"):
        message = (
            "KAIKUKORTTI_VAPID_SUBJECT must be a mailto: or https:// address of yours, for push services."
        )
        raise SettingsError(message)
    return private_key, subject


class _Smtp(TypedDict, total=False):
    """The settings of the server of mail."""

    smtp_host: str
    smtp_port: int
    smtp_security: SmtpSecurity
    smtp_user: str
    smtp_password: str
    smtp_from: str


def _smtp(environment: Mapping[str, str]) -> _Smtp:
    """The server that takes mails, if there is one."""
    host = environment.get("KAIKUKORTTI_SMTP_HOST", "").strip()
    if not host:
        return {}
    if not _HOST.fullmatch(host):
        message = "KAIKUKORTTI_SMTP_HOST must be the name or the number of a server of mail."
        raise SettingsError(message)
    security = _smtp_security(environment, host)
    sender = _required(environment, "KAIKUKORTTI_SMTP_FROM", "the address that mails come from")
    if not _ADDRESS.fullmatch(sender):
        message = "KAIKUKORTTI_SMTP_FROM must be an address, such as kaikukortti@kaikukortti.example."
        raise SettingsError(message)
    user = environment.get("KAIKUKORTTI_SMTP_USER", "").strip()
    password = environment.get("KAIKUKORTTI_SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        message = "KAIKUKORTTI_SMTP_USER and KAIKUKORTTI_SMTP_PASSWORD are set both or neither."
        raise SettingsError(message)
    port = _number(environment, "KAIKUKORTTI_SMTP_PORT", _SMTP_PORTS[security], most=_MOST_PORTS)
    return _Smtp(
        smtp_host=host, smtp_port=port, smtp_security=security, smtp_user=user, smtp_password=password,
        smtp_from=sender,
    )  # fmt: skip


def _smtp_security(environment: Mapping[str, str], host: str) -> SmtpSecurity:
    match environment.get("KAIKUKORTTI_SMTP_SECURITY", "starttls").strip().lower():
        case "starttls":
            return "starttls"
        case "tls":
            return "tls"
        case "none" if host in _HERE:
            return "none"
        case "none":
            message = "KAIKUKORTTI_SMTP_SECURITY can be none for a server on this machine only."
            raise SettingsError(message)
        case other:
            message = f"KAIKUKORTTI_SMTP_SECURITY must be starttls, tls or none, not “{other}”."
            raise SettingsError(message)


def _is_private_key(text: str) -> bool:
    try:
        key = base64.b64decode(f"{text.rstrip('=')}=", altchars="-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(key) == _KEY_BYTES and 0 < int.from_bytes(key) < _ORDER_OF_P256
