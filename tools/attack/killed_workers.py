"""Workers killed for a minute while counters record: nothing is lost, and the service comes back."""

import os
import random
import signal
import time
from contextlib import suppress
from typing import Final

from tests.support.processes import children_of
from tools.attack.found import Found
from tools.attack.target import Target
from tools.attack.visits import count_visits
from tools.growing.databases import await_state
from tools.growing.recorders import recording

SECONDS: Final = int(os.environ.get("KILLING_SECONDS", "60"))
BACK_WITHIN_SECONDS: Final = 5
_WORKERS: Final = 2


def killed_workers(target: Target) -> Found:
    """One of two, both, or the same again, after pauses of a fifth of a second to two seconds."""
    found, kills = Found(), 0
    counters = target.counters()
    began = time.monotonic()
    with recording(counters):
        while time.monotonic() - began < SECONDS:
            time.sleep(random.uniform(0.2, 2.0))  # noqa: S311 - no secret
            kills += _kill(target, random.choice((1, 1, _WORKERS)))  # noqa: S311 - as above
        last = time.monotonic()
        before = sum(len(one.waits) for one in counters)
        await_state(target.is_well)
        await_state(lambda: sum(len(one.waits) for one in counters) > before)
        back = time.monotonic() - last
        await_state(lambda: len(children_of(target.server.process_id)) == _WORKERS)
    count_visits(found, counters, target.url)
    ends = target.server.log.read_text(encoding="utf-8").count("crash loop")
    longest = max(max(one.waits, default=0) for one in counters)
    found.figures.insert(
        0,
        f"{kills} workers killed in {SECONDS} s, {ends} times both so fast that all was started anew; back "
        f"{back:.1f} s after the last, longest wait of a visit {longest:.1f} s",
    )
    found.fault_if(back > BACK_WITHIN_SECONDS, f"back only after {back:.1f} s")
    found.fault_if(not kills, "nobody was killed")
    return found


def _kill(target: Target, how_many: int) -> int:
    killed = 0
    workers = children_of(target.server.process_id)
    for worker in random.sample(workers, min(how_many, len(workers))):
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
            killed += 1
    return killed
