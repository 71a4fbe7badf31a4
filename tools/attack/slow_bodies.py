"""Two hundred requests whose body never comes, beside eight busy counters; also behind nginx."""

import selectors
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Final

from tools.attack.browser import ORIGIN
from tools.attack.found import Found
from tools.attack.target import Target
from tools.attack.visits import count_visits
from tools.growing.proxies import MissingProgramError, program, running_nginx, write_nginx
from tools.growing.recorders import HOST, Recorder, recording, trusted_connection
from tools.growing.servers import free_ports

CONNECTIONS: Final = 200
MOST_TIMES_SLOWER: Final = 2.0
_ROUNDS: Final = 3
_ROUND_SECONDS: Final = 8
_HEALTH_WITHIN_SECONDS: Final = 5
_NOISE_MS: Final = 20
"""Below it a busy machine says nothing."""
_TARGETS: Final = ("/api/visits", "/api/cards/check", "/kirjaudu", "/kutsu", "/laite", "/no-such-page")
_ADDRESSES: Final = ("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5")
"""The attackers'; nginx counts connections of each."""

Connect = Callable[[str], socket.socket]
"""From one of the attackers' addresses."""


def slow_bodies(target: Target) -> Found:
    """To the program alone, which has 128 threads a worker then."""
    return _beside(target, target.counters(), lambda address: _plain(target.port, address))


def slow_bodies_at_nginx(target: Target) -> Found:
    """To nginx as deploy/ has it, in front of eight threads a worker."""
    try:
        program("nginx")
    except MissingProgramError as error:
        return Found(tries=1, figures=[f"not tried: {error}"])
    https, http = free_ports(2)
    with target.another_server() as server:
        configuration = write_nginx(target.folder, https=https, http=http, upstreams=(server.port,) * 2)
        authority = target.folder / "authority.pem"
        with running_nginx(configuration):
            # A real counter's pace: nginx allows an address fifty requests a second, and here all share one.
            connect = partial(trusted_connection, https, authority)
            counters = [Recorder(phone, headers, connect, 0.3) for phone, headers in target.till.phones]
            return _beside(target, counters, lambda address: _trusted(https, address, authority))


def _beside(target: Target, counters: Sequence[Recorder], connect: Connect) -> Found:
    found = Found()
    calm, crowded = list[float](), list[float]()
    with recording(counters):
        time.sleep(_ROUND_SECONDS / 2)
        for _ in range(_ROUNDS):
            calm.append(_p99_ms(counters))
            with stuck_senders(target.till.headers, connect, CONNECTIONS) as sockets:
                crowded.append(_p99_ms(counters))
                status, seconds = _health(connect)
                found.fault_if(
                    status != b"200" or seconds > _HEALTH_WITHIN_SECONDS, "/healthz does not answer"
                )
                found.tries += len(sockets)
    count_visits(found, counters, target.url)
    before, beside = median(calm), median(crowded)
    found.figures.insert(0, f"p99 {before:.0f} ms, beside {CONNECTIONS} such connections {beside:.0f} ms")
    found.fault_if(
        beside > max(MOST_TIMES_SLOWER * before, before + _NOISE_MS), f"{beside / before:.1f} times as slow"
    )
    return found


def _p99_ms(counters: Sequence[Recorder]) -> float:
    before = [len(one.waits) for one in counters]
    time.sleep(_ROUND_SECONDS)
    waits = sorted(wait for one, start in zip(counters, before, strict=True) for wait in one.waits[start:])
    # Who still waits has waited for all of it.
    stuck = sum(len(one.waits) == start for one, start in zip(counters, before, strict=True))
    waits += [_ROUND_SECONDS] * stuck
    return 1000 * waits[min(len(waits) - 1, int(0.99 * len(waits)))]


@contextmanager
def stuck_senders(headers: Mapping[str, str], connect: Connect, how_many: int) -> Iterator[Sequence[str]]:
    """So many beginnings of requests; every other sends a byte a second. Whoever is shut out comes again."""
    ended = threading.Event()
    open_ones = selectors.DefaultSelector()
    targets = cycle(_TARGETS)
    addresses = cycle(_ADDRESSES)

    def begin() -> None:
        with suppress(OSError):
            begun = connect(next(addresses))
            begun.sendall(_beginning(next(targets), headers))
            begun.setblocking(False)  # noqa: FBT003 - the standard library's own way
            open_ones.register(begun, selectors.EVENT_READ)

    def keep_open() -> None:
        while not ended.wait(1):
            for key, _ in open_ones.select(0):
                open_ones.unregister(key.fileobj)
                key.fileobj.close()  # type: ignore[union-attr]  # it is a socket
                begin()
            for key in list(open_ones.get_map().values())[::2]:
                with suppress(OSError):
                    key.fileobj.send(b"x")  # type: ignore[union-attr]  # as above

    for _ in range(how_many):
        begin()
    keeper = threading.Thread(target=keep_open)
    keeper.start()
    try:
        yield [str(key) for key in open_ones.get_map()]
    finally:
        ended.set()
        keeper.join()
        for key in list(open_ones.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]  # as above


def _beginning(target: str, headers: Mapping[str, str]) -> bytes:
    kind = "application/json" if target.startswith("/api/") else "application/x-www-form-urlencoded"
    sent = {**headers, "Origin": ORIGIN, "Content-Type": kind, "Content-Length": "1000"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    return f"POST {target} HTTP/1.1\r\n{lines}\r\n".encode()


def _plain(port: int, address: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(address, 0))


def _trusted(port: int, address: str, authority: Path) -> socket.socket:
    context = ssl.create_default_context(cafile=str(authority))
    context.check_hostname = False  # it was made for the loopback
    return context.wrap_socket(_plain(port, address), server_hostname=HOST)


def _health(connect: Connect) -> tuple[bytes, float]:
    began = time.monotonic()
    answer = b""
    with suppress(OSError), connect("127.0.0.9") as asking:
        asking.settimeout(30)
        asking.sendall(
            f"GET /healthz HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        answer = asking.recv(1000)
    return answer[9:12], time.monotonic() - began
