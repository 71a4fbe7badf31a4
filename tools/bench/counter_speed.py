"""A queue at the counter's camera on a slowed phone: from the tap that opens it to the last card, ms.

The camera is scripted (scripted_camera.js): it shows the next card when the one before has been recorded.
Nobody's finger takes any time here: what a build without a fast mode loses by taps is not in the figures.

`python -m tools.bench.counter_speed ../before` measures that checkout, built, and this one in turn.
"""

import argparse
import base64
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, Page

from tests.support.card_pictures import SYMBOLS
from tests.support.chromium import running_browser
from tests.support.devices import PHONE
from tools.bench.builds import Build, ServedBuild, build_in
from tools.bench.figures import Figure, table

SLOWED: Final = 6
QUEUE: Final = 30
EACH: Final = 12
"""Cards of each kind of code that are read one by one."""
CAMERA: Final = Path(__file__).with_name("scripted_camera.js")
HERE: Final = Path(__file__).parents[2]
_MILLISECONDS: Final = 60_000
_BY_ONE: Final = ("qr", "code39")


def measure() -> Iterator[Figure]:
    """This build alone."""
    with build_in(HERE) as here:
        for name, values in measured(here).items():
            yield Figure(f"counter_speed.{name}", median(values), "ms")


def measured(tried: Build) -> dict[str, list[float]]:
    """All that was measured of a build, by name."""
    found: dict[str, list[float]] = defaultdict(list)
    with tried.served() as build, running_browser() as browser:
        codes = iter(build.codes(QUEUE + len(_BY_ONE) * (EACH + 2)))
        for symbol in _BY_ONE:
            with _counter(browser, build) as page:
                for name in ("cold", "warm"):
                    _lay_out(page, symbol, [next(codes) for _ in range(1 if name == "cold" else EACH + 1)])
                    found[f"tap_{name}_{symbol}"].append(page.evaluate("bench.tap()")["tap"])
                    if name == "cold":
                        _open(page)
                for _ in range(EACH):
                    for name, value in page.evaluate("bench.recordAndShow()").items():
                        found[f"{name}_{symbol}"].append(value)
        is_fast = build.turn_fast_mode_on()
        with _counter(browser, build) as page:
            found["queue"].append(_queue(page, list(codes), build, is_fast=is_fast))
    return found


def _queue(page: Page, codes: Sequence[str], build: ServedBuild, *, is_fast: bool) -> float:
    """The camera is open when the first of them comes."""
    _lay_out(page, "qr", codes)
    page.evaluate("document.querySelector('[data-camera=\"opener\"]').click()")
    page.wait_for_timeout(2_000)
    taken: float = page.evaluate("(queue) => bench.queue(queue)", {"count": len(codes), "isFast": is_fast})[
        "queue"
    ]
    for _ in range(40):
        if build.recorded(list(codes)) == len(codes):
            return taken
        page.wait_for_timeout(500)
    message = f"{build.recorded(list(codes))} of {len(codes)} cards were recorded."
    raise RuntimeError(message)


@contextmanager
def _counter(browser: Browser, build: ServedBuild) -> Iterator[Page]:
    """A phone that has never been here, signed in, its list of cards on it."""
    with browser.new_context(
        viewport={"width": PHONE.width, "height": PHONE.height},
        has_touch=True,
        locale="fi-FI",
    ) as context:
        context.add_init_script(path=CAMERA)
        context.set_default_timeout(_MILLISECONDS)
        page = context.new_page()
        page.goto(f"{build.address}/kirjaudu")
        page.locator("button[name=role][value=venue]").click()
        page.wait_for_url("**/kohde")
        _settle(page)
        yield page


def _open(page: Page) -> None:
    """Once more, with all that the phone keeps; the camera waits for a tap."""
    page.evaluate("sessionStorage.clear()")
    page.reload()
    _settle(page)


def _settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    tools = page.context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})


def _lay_out(page: Page, symbol: str, codes: Sequence[str]) -> None:
    page.evaluate("(urls) => bench.load(urls)", [_picture(symbol, code) for code in codes])


def _picture(symbol: str, code: str) -> str:
    file = io.BytesIO()
    SYMBOLS[symbol](code).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def compared(before: Path, rounds: int) -> Iterator[Figure]:
    """Both builds in turn: the medians of each, and of the rounds' ratios."""
    ratios: dict[str, list[float]] = defaultdict(list)
    found: Mapping[str, dict[str, list[float]]] = {"before": defaultdict(list), "now": defaultdict(list)}
    with build_in(before) as old, build_in(HERE) as new:
        for _ in range(rounds):
            of_round = {"before": measured(old), "now": measured(new)}
            for name, now in of_round["now"].items():
                for build, values in of_round.items():
                    found[build][name] += values[name]
                ratios[name].append(median(now) / median(of_round["before"][name]))
    for name, ratio in ratios.items():
        for build, all_of_it in found.items():
            yield Figure(f"{name}.{build}", median(all_of_it[name]), "ms")
        yield Figure(f"{name}.ratio", median(ratio), "", ratio_to=f"{name}.before")


def main() -> None:
    """Print a table of two builds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path, help="the other checkout, built")
    parser.add_argument("--rounds", type=int, default=3)
    arguments: Any = parser.parse_args()
    print(table(compared(arguments.before, arguments.rounds)))


if __name__ == "__main__":
    main()
