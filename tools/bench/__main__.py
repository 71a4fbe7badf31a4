"""Measure, print a table and keep the figures: `make bench`, or `make bench ONLY=assets` for one part."""

import argparse
from collections.abc import Callable, Iterable

from tools.bench import (
    assets,
    audits,
    cold_card,
    counter,
    counter_speed,
    durable,
    frames,
    lists,
    reading,
    sealed,
    single,
    sqlite_writers,
    sync,
    verdict,
    weights,
)
from tools.bench.figures import KEPT_IN, Figure, keep, table

PARTS: dict[str, Callable[[], Iterable[Figure]]] = {
    "check": lambda: [*counter.measure(), *single.measure_check()],
    "single_visit": single.measure_visit,
    "single_list": single.measure_list,
    "durable_visits": durable.measure,
    "sqlite_writers": sqlite_writers.measure,
    "verdict": verdict.measure,
    "counter_speed": counter_speed.measure,
    "sync_1000": sync.measure,
    "reading": reading.measure,
    "frames": frames.measure,
    "lists": lists.measure,
    "sealed": sealed.measure,
    "weights": weights.measure,
    "assets": assets.measure,
    "lighthouse": audits.measure,
    "card_cold_offline": cold_card.measure,
}


def main() -> None:
    """Measure the chosen parts, or all."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=sorted(PARTS), help="measure this part alone")
    only = parser.parse_args().only
    figures = [figure for name, measure in PARTS.items() if only in (None, name) for figure in measure()]
    keep(figures)
    print(table(figures))
    print(f"\nKept in {KEPT_IN}.")


if __name__ == "__main__":
    main()
