"""Record without a break while a server of the program and the database are killed; count what was kept.

nginx (deploy/nginx.conf) → two servers of the program → PgBouncer (deploy/pgbouncer.ini) → PostgreSQL with a
synchronous replica. In mid-shift one server of the program vanishes and comes back, then the database
vanishes and the replica is promoted. At the end every acknowledged visit must be in the register, once.
"""

import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.support.postgres import hand_over
from tools.bench.register import Till, prepare_till
from tools.growing.balancer import findings
from tools.growing.databases import Server, await_state, running_pair
from tools.growing.proxies import MissingProgramError, Pooler, program, running_nginx, write_nginx
from tools.growing.recorders import Recorder, recording, trusted_connection
from tools.growing.servers import ProgramServer, free_ports

SECONDS = int(os.environ.get("SECONDS_BETWEEN", "10"))
"""Between one event and the next."""


def main() -> int:
    """Run the shift; 1 where something was lost or is there twice."""
    try:
        for needed in ("nginx", "pgbouncer"):
            program(needed)
    except MissingProgramError as error:
        print(error)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    with ExitStack() as running:
        # A socket's path must be short: not TMPDIR.
        made = tempfile.TemporaryDirectory(prefix="kaikukortti-", dir="/tmp")
        folder = Path(running.enter_context(made))
        hand_over(folder)
        database, replica, bouncer, first, second, https, http = free_ports(7)
        register, standby = running.enter_context(running_pair(folder, (database, replica)))
        till = prepare_till(register.url())
        pooler = Pooler(folder, bouncer)
        pooler.point_to(register)
        running.enter_context(pooler.running())
        environment = {**till.environment, "KAIKUKORTTI_DATABASE_URL": pooler.url()}
        servers = [ProgramServer(folder, port, environment) for port in (first, second)]
        for server in servers:
            running.enter_context(server.running())
        nginx = write_nginx(folder, https=https, http=http, upstreams=(first, second))
        running.enter_context(running_nginx(nginx))
        await_state(lambda: all(_listens(port) for port in (first, second, https)))
        recorders = _recorders(till, folder, https)
        with recording(recorders):
            _Shift(servers[0], register, standby, pooler)()
        are_well = _say(findings(folder / "authority.pem", https=https, http=http))
        return 0 if _is_whole(recorders, standby) and are_well else 1


@dataclass(frozen=True)
class _Shift:
    """What happens while visits are recorded."""

    server: ProgramServer
    register: Server
    standby: Server
    pooler: Pooler

    def __call__(self) -> None:
        time.sleep(SECONDS)
        print("A server of the program vanishes, and is started again.")
        self.server.vanish()
        time.sleep(SECONDS)
        self.server.start()
        time.sleep(SECONDS)
        print("The database vanishes; the replica is promoted, and PgBouncer is pointed at it.")
        self.register.vanish()
        self.standby.promote()
        self.pooler.point_to(self.standby)
        time.sleep(SECONDS)


def _recorders(till: Till, folder: Path, port: int) -> list[Recorder]:
    connect = partial(trusted_connection, port, folder / "authority.pem")
    return [Recorder(phone, headers, connect) for phone, headers in till.phones]


def _say(found: Iterator[tuple[str, bool]]) -> bool:
    holding = []
    for sentence, holds in found:
        print(f"  {'' if holds else 'NOT SO: '}{sentence}")
        holding.append(holds)
    return all(holding)


def _is_whole(recorders: list[Recorder], register: Server) -> bool:
    acknowledged = set().union(*(one.acknowledged for one in recorders))
    kept = {row[0] for row in register.ask("SELECT id FROM visits WHERE device_id IS NOT NULL")}
    numbers = register.ask(
        "SELECT sum(highest - arrived) FROM (SELECT max(sequence) AS highest, count(*) AS arrived "
        "FROM arrivals GROUP BY device_id) AS devices"
    )
    lost, never_said = acknowledged - kept, kept - acknowledged
    print(f"  acknowledged {len(acknowledged)}, of these in the register {len(acknowledged & kept)}")
    print(f"  lost {len(lost)}, in the register without an acknowledgement {len(never_said)}")
    print(f"  numbers that never arrived: {numbers[0][0]}")
    print(f"  sent again {sum(one.failures for one in recorders)} times")
    print(f"  longest wait of a visit: {max(max(one.waits, default=0) for one in recorders):.1f} s")
    if gave_up := sum(one.gave_up for one in recorders):
        print(f"  counters that gave up: {gave_up}")
    return bool(acknowledged) and not gave_up and not lost and not never_said and not numbers[0][0]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main())
