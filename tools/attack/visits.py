"""Whether what counters were told is so: every acknowledged visit is in the register, once."""

import uuid
from collections.abc import Sequence
from typing import Final

from tools.attack.found import Found
from tools.growing.recorders import Recorder
from webapp.core.database import create_register_engine

_KEPT: Final = "SELECT id FROM visits WHERE device_id IS NOT NULL"
_DOUBLED: Final = (
    "SELECT count(*) FROM (SELECT 1 FROM visits WHERE device_id IS NOT NULL "
    "GROUP BY device_id, code, happened_at HAVING count(*) > 1) AS doubled"
)
_MISSING: Final = (
    "SELECT coalesce(sum(highest - arrived), 0) FROM (SELECT max(sequence) AS highest, count(*) AS arrived "
    "FROM arrivals GROUP BY device_id) AS devices"
)


def count_visits(found: Found, counters: Sequence[Recorder], url: str) -> None:
    """Add up what was sent, acknowledged and kept; what was answered with 500 is a failure."""
    acknowledged = set[uuid.UUID]().union(*(one.acknowledged for one in counters))
    engine = create_register_engine(url)
    with engine.connect() as connection:
        kept = {uuid.UUID(str(one)) for one in connection.exec_driver_sql(_KEPT).scalars()}
        found.doubled += connection.exec_driver_sql(_DOUBLED).scalar_one()
        missing = connection.exec_driver_sql(_MISSING).scalar_one()
    engine.dispose()
    sent = sum(one.sent for one in counters)
    found.tries += sent
    found.lost += len(acknowledged - kept)
    found.failures += sum(500 in one.statuses for one in counters)  # noqa: PLR2004 - HTTP's own number
    found.figures.append(
        f"visits sent {sent:,}, acknowledged {len(acknowledged):,}, of these in the register "
        f"{len(acknowledged & kept):,}, sent again {sum(one.failures for one in counters):,} times"
    )
    found.fault_if(missing, f"{missing} numbers never arrived")
    found.fault_if(any(one.gave_up for one in counters), "a counter gave up")
    found.fault_if(not acknowledged, "nothing was recorded")
    found.fault_if(len(acknowledged) < sent, f"{sent - len(acknowledged)} visits were never acknowledged")
