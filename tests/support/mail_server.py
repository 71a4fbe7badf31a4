"""A server of mail on this machine that fails where a test wants it to."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import StrEnum
from typing import cast


class Fault(StrEnum):
    """What goes wrong with one conversation."""

    NONE = "none"
    CLOSES_AT_ONCE = "closes_at_once"
    SAYS_NOTHING = "says_nothing"
    BUSY = "busy"
    """421 in the place of a greeting."""
    REFUSES_SENDER = "refuses_sender"
    REFUSES_FOR_NOW = "refuses_for_now"
    """450 to the address, as a server does that lets a first mail wait."""
    NO_SUCH_ADDRESS = "no_such_address"
    RELAYING_DENIED = "relaying_denied"
    """5xx to the address, for a reason that lies in our settings."""
    CLOSES_IN_THE_MIDDLE = "closes_in_the_middle"
    SAYS_NOTHING_TO_DATA = "says_nothing_to_data"
    REFUSES_CONTENT = "refuses_content"
    TAKES_AND_CLOSES = "takes_and_closes"
    """It has the mail, and does not say so."""
    TAKES_AND_SAYS_NO_GOODBYE = "takes_and_says_no_goodbye"


@dataclass
class MailServer:
    """Where it listens, what it has taken, and what goes wrong with the next conversations, one each."""

    port: int
    faults: list[Fault] = field(default_factory=list)
    taken: list[EmailMessage] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    conversations: int = 0
    tls: ssl.SSLContext | None = None
    is_encrypted_at_once: bool = False
    done: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_fault(self) -> Fault:
        """What goes wrong with the conversation that has just begun."""
        with self.lock:
            self.conversations += 1
            return self.faults.pop(0) if self.faults else Fault.NONE


_STARTS = {
    Fault.REFUSES_SENDER: {b"MAIL": "530 5.7.0 Authentication required"},
    Fault.REFUSES_FOR_NOW: {b"RCPT": "450 4.2.0 Come again later"},
    Fault.NO_SUCH_ADDRESS: {b"RCPT": "550 5.1.1 No such user here"},
    Fault.RELAYING_DENIED: {b"RCPT": "554 5.7.1 Relay access denied"},
}


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        served = cast("_Listening", self.server).played
        if served.tls and served.is_encrypted_at_once:
            try:
                self._encrypt(served.tls)
            except OSError:  # a client that does not trust it
                return
        fault = served.next_fault()
        if fault is Fault.CLOSES_AT_ONCE:
            return
        if fault is Fault.SAYS_NOTHING:
            served.done.wait()
            return
        if fault is Fault.BUSY:
            self._say("421 4.3.2 Too busy")
            return
        with suppress(OSError):
            self._say("220 mail.test")
            self._talk(served, fault)

    def finish(self) -> None:
        """Close the encrypted line, too: the server knows of the one below only."""
        with suppress(OSError):
            super().finish()
        self.rfile.close()
        if isinstance(self.connection, ssl.SSLSocket):
            self.connection.close()

    def _talk(self, served: MailServer, fault: Fault) -> None:
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if refusal := _STARTS.get(fault, {}).get(verb):
                self._say(refusal)
            elif verb == b"EHLO":
                self._offer(served)
            elif verb == b"STAR" and served.tls:
                self._say("220 Go on")
                self._encrypt(served.tls)  # one that is not trusted ends the conversation: an OSError
            elif verb == b"AUTH":
                served.logins.append(line.decode().strip())
                self._say("235 2.7.0 Welcome")
            elif verb == b"DATA":
                self._say("354 Go on")
                if not self._take(served, fault):
                    return
            elif verb == b"QUIT":
                if fault is not Fault.TAKES_AND_SAYS_NO_GOODBYE:
                    self._say("221 Bye")
                return
            else:
                self._say("250 Yes")

    def _offer(self, served: MailServer) -> None:
        offers = ["STARTTLS"] if served.tls and not isinstance(self.connection, ssl.SSLSocket) else []
        for one in ["mail.test", *offers, "AUTH PLAIN"]:
            self._say(f"250-{one}")
        self._say("250 8BITMIME")

    def _take(self, served: MailServer, fault: Fault) -> bool:
        """Whether the conversation goes on."""
        if fault is Fault.CLOSES_IN_THE_MIDDLE:
            self.rfile.readline()
            return False
        lines = list(iter(self.rfile.readline, b".\r\n"))
        if fault is Fault.SAYS_NOTHING_TO_DATA:
            served.done.wait()
            return False
        if fault is Fault.REFUSES_CONTENT:
            self._say("554 5.6.0 I do not like it")
            return True
        message = message_from_bytes(b"".join(lines), policy=default)
        with served.lock:
            served.taken.append(message)
        if fault is Fault.TAKES_AND_CLOSES:
            return False
        self._say("250 2.0.0 Taken")
        return True

    def _encrypt(self, tls: ssl.SSLContext) -> None:
        self.connection = tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Listening(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True
    played: MailServer


@contextmanager
def mail_server(
    *faults: Fault, tls: ssl.SSLContext | None = None, is_encrypted_at_once: bool = False
) -> Iterator[MailServer]:
    """One that runs."""
    with _Listening(("127.0.0.1", 0), _Conversation) as listening:
        served = MailServer(
            listening.server_address[1], list(faults), tls=tls, is_encrypted_at_once=is_encrypted_at_once
        )
        listening.played = served
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield served
        finally:
            served.done.set()
            listening.shutdown()
            thread.join()


def nobody_listens() -> int:
    """A port on which nothing answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
