"""Attack a running server in every kind, on both databases: `python -m tools.attack [KIND …]`.

Prints a table, and ends with 1 where something failed, was lost, is there twice, or was let through.
"""

import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.support.postgres import hand_over
from tools.attack.copied_cookies import copied_cookies
from tools.attack.found import Found, Row, is_sound, table
from tools.attack.guesses import guessed_codes, guessed_passwords
from tools.attack.killed_workers import killed_workers
from tools.attack.markers import logs
from tools.attack.odd_values import odd_values
from tools.attack.others_things import others_things
from tools.attack.outages import NoDiskError, database_gone, full_disk, small_disk
from tools.attack.redirects import redirects
from tools.attack.slow_bodies import slow_bodies, slow_bodies_at_nginx
from tools.attack.target import Target, standing

DATABASES: Final = ("sqlite", "postgres")
KINDS: Final[Mapping[str, Callable[[Target], Found]]] = {
    "slow_bodies": slow_bodies,
    "slow_bodies_at_nginx": slow_bodies_at_nginx,
    "killed_workers": killed_workers,
    "others_things": others_things,
    "copied_cookies": copied_cookies,
    "redirects": redirects,
    "guessed_codes": guessed_codes,
    "guessed_passwords": guessed_passwords,
    "database_gone": database_gone,
    "odd_values": odd_values,
    "full_disk": full_disk,
    "logs": logs,
}
"""In this order: the last ones leave less of what the first ones need, and the log is read at the end."""


def main(wanted: Sequence[str]) -> int:
    """Run the kinds that are wanted, or all."""
    if unknown := set(wanted) - KINDS.keys():
        print(f"There is no kind {', '.join(unknown)}. There are: {', '.join(KINDS)}.")
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    rows = [row for database in DATABASES for row in _attacked(database, wanted or list(KINDS))]
    print("\n".join(["", *table(rows)]))
    return 0 if all(is_sound(found) for _, _, found in rows) else 1


def _attacked(database: str, wanted: Sequence[str]) -> Iterator[Row]:
    with _folder() as folder, standing(database, folder) as target:
        for kind in wanted:
            if kind != "full_disk":
                yield kind, database, _tried(kind, target)
    if "full_disk" in wanted:
        yield "full_disk", database, _on_full_disk(database)


def _tried(kind: str, target: Target) -> Found:
    began = time.monotonic()
    try:
        found = KINDS[kind](target)
    except TimeoutError:
        found = Found(tries=1, faults=["what it waited for did not come about"])
    print(f"{target.database}: {kind} in {time.monotonic() - began:.0f} s", flush=True)
    for fault in found.faults:
        print(f"  FAULT: {fault}", flush=True)
    return found


def _on_full_disk(database: str) -> Found:
    try:
        with (
            _folder() as folder,
            small_disk(folder) as disk,
            standing(database, folder, register_in=disk) as target,
        ):
            return _tried("full_disk", target)
    except NoDiskError as error:
        return Found(tries=1, figures=[str(error)])


@contextmanager
def _folder() -> Iterator[Path]:
    # A socket's path must be short: not TMPDIR.
    with tempfile.TemporaryDirectory(prefix="kaikukortti-", dir="/tmp") as made:
        hand_over(Path(made))
        yield Path(made)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
