"""What is attacked: a register with cards and counters, and a server of the program on it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from tools.attack.browser import Browser
from tools.bench.register import Till, prepare_till
from tools.growing.databases import Server, await_state, running_alone
from tools.growing.recorders import Recorder
from tools.growing.servers import ProgramServer, free_ports
from webapp.plumbing.push.vapid import new_private_key

CARDS: Final = 2_000
THREADS: Final = "128"
"""As the program has by itself where no proxy is in front: here nobody buffers for it."""
_WELL: Final = 200


@dataclass(frozen=True, eq=False)
class Target:
    """A register, the server on it, and a folder for whatever else a kind starts."""

    database: str
    folder: Path
    till: Till
    environment: Mapping[str, str]
    """The server's settings."""
    server: ProgramServer
    postgres: Server | None
    """The server of the database, where it is not a file."""

    @property
    def port(self) -> int:
        """Where it answers, as it would to a proxy on the same machine."""
        return self.server.port

    @property
    def url(self) -> str:
        """The address of the register."""
        return self.till.environment["KAIKUKORTTI_DATABASE_URL"]

    def counters(self, pause_seconds: float = 0.05) -> list[Recorder]:
        """Eight that record visit after visit."""
        connect = partial(HTTPConnection, "127.0.0.1", self.port, timeout=30)
        return [Recorder(phone, headers, connect, pause_seconds) for phone, headers in self.till.phones]

    def is_well(self) -> bool:
        """Whether /healthz says so."""
        return self.health()[0] == _WELL

    def health(self) -> tuple[int, float]:
        """What /healthz says to a new connection, and after how many seconds."""
        began = time.monotonic()
        return Browser(self.port).get("/healthz").status, time.monotonic() - began

    @contextmanager
    def another_server(self, **environment: str) -> Iterator[ProgramServer]:
        """On the same register, with other settings."""
        server = ProgramServer(self.folder, free_ports(1)[0], {**self.till.environment, **environment})
        with server.running():
            await_state(lambda: Browser(server.port).get("/healthz").status == _WELL)
            yield server


@contextmanager
def standing(database: str, folder: Path, *, register_in: Path | None = None) -> Iterator[Target]:
    """A target on "sqlite" or "postgres"; `register_in`: the folder of the register, where it is another."""
    port, database_port = free_ports(2)
    with ExitStack() as stack:
        postgres = None
        if database == "postgres":
            postgres = stack.enter_context(running_alone(register_in or folder, database_port))
            url = postgres.url()
        else:
            url = f"sqlite:///{(register_in or folder) / 'register.sqlite3'}"
        till = prepare_till(url, cards=CARDS)
        environment = {
            **till.environment, "KAIKUKORTTI_THREADS": THREADS,
            "KAIKUKORTTI_VAPID_PRIVATE_KEY": new_private_key(),
            "KAIKUKORTTI_VAPID_SUBJECT": "mailto:a@kaikukortti.example",
        }  # fmt: skip
        server = ProgramServer(folder, port, environment)
        stack.enter_context(server.running())
        target = Target(database, folder, till, environment, server, postgres)
        await_state(target.is_well)
        yield target
