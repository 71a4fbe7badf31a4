"""Check a card, against a bare hello on the same server."""

import json
import urllib.request
from collections.abc import Iterator

from tools.bench.figures import Figure
from tools.bench.load import Sender, load
from tools.bench.rounds import Puts, against_hello, running_tills


def measure() -> Iterator[Figure]:
    """POST /api/cards/check, each time with another of the register's cards."""
    with running_tills() as tills:
        puts = {name: _checking(till.checks(), address) for name, (till, address) in tills.items()}
        yield from against_hello("check", puts, "requests")


def _checking(checks: Sender, address: str) -> Puts:
    url = f"{address}/api/cards/check"
    _expect_valid(checks, url)
    return lambda seconds: load(url, [checks], seconds=seconds)


def _expect_valid(checks: Sender, url: str) -> None:
    request = urllib.request.Request(  # noqa: S310 - an address of our own
        url, checks.bodies[0].encode(), headers=dict(checks.headers)
    )
    with urllib.request.urlopen(request) as response:  # noqa: S310 - as above
        verdict = json.load(response)["verdict"]
    if verdict != "valid":
        message = f"A valid card was judged “{verdict}”."
        raise RuntimeError(message)
