"""A browser's push service, played on this machine: it looks at who writes, as the real ones do."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from webapp.plumbing.push.sending import PushSender, push_sender
from webapp.plumbing.push.vapid import new_private_key
from webapp.settings import Settings

_LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class Received:
    """A message: where to, and what came with it."""

    path: str
    headers: dict[str, str]
    body: bytes
    claims: dict[str, object]


@dataclass
class PushService:
    """What it answers to each address (201 unless said otherwise), what it has received, and its clock."""

    port: int
    now: datetime | None = None
    answers: dict[str, int] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    """Addresses that get no answer before `release` is set; it is at the end."""
    release: threading.Event = field(default_factory=threading.Event)
    received: list[Received] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """Whom a message's signature must be for."""
        return f"http://127.0.0.1:{self.port}"

    def endpoint(self, phone: str) -> str:
        """Where a phone is reached."""
        return f"{self.origin}/{phone}"


def sender_to_played_services(settings: Settings) -> PushSender:
    """As the register sends with these settings, also to push services on this machine."""
    with_key = replace(
        settings, vapid_private_key=new_private_key(), vapid_subject="mailto:office@kaikukortti.example",
        plain_push_hosts=frozenset({"127.0.0.1"}),
    )  # fmt: skip
    sender = push_sender(with_key)
    assert sender is not None
    return sender


@contextmanager
def push_service() -> Iterator[PushService]:
    """One that runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    service = PushService(server.server_port)
    server.RequestHandlerClass = _handler(service)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield service
    finally:
        service.release.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(service: PushService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            claims = verified(self.headers["Authorization"], service)
            service.received.append(Received(self.path, dict(self.headers), body, claims))
            if self.path in service.held:
                service.release.wait()
            self.send_response(service.answers.get(self.path, 201))
            self.send_header("Location", service.endpoint("elsewhere"))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    return Handler


def verified(authorization: str, service: PushService) -> dict[str, object]:
    """The claims of a VAPID header, or an error where they do not hold."""
    scheme, _, rest = authorization.partition(" ")
    parts = dict(one.strip().split("=", 1) for one in rest.split(","))
    assert scheme == "vapid"
    point = base64.urlsafe_b64decode(parts["k"] + "=")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    claims: dict[str, object] = jwt.decode(
        parts["t"],
        key,
        algorithms=["ES256"],
        audience=service.origin,
        options={"require": ["exp", "aud", "sub"], "verify_exp": False},  # by our own clock instead
    )
    lasts = datetime.fromtimestamp(float(str(claims["exp"])), UTC) - (service.now or datetime.now(UTC))
    assert timedelta(0) < lasts <= _LONGEST
    return claims
