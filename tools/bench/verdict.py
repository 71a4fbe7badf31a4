"""From a code to its verdict on the screen of a phone that holds a list of 100,000 cards, ms.

From the page's own mark `kaikukortti-read`, set when a code with the right shape is handed to the counter,
until the frame with the verdict has been made: its measure `kaikukortti-verdict`, then that frame's style,
layout and paint. What reading the camera's picture takes is measured by `reading`.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any, Final

from playwright.sync_api import Page

from tests.support.register_file import expired_cards, valid_cards
from tools.bench.counter_phone import MeasuredPhone, measured_phone
from tools.bench.figures import Figure
from webapp.core.cards.codes import new_codes

LISTED: Final = 100_000
EACH: Final = 20
"""Codes of each kind that are read under each condition: 60 in all."""
SLOWED: Final = (1, 4, 6)
_TWENTIETHS: Final = 20

_WATCH: Final = """() => {
  const measure = performance.measure.bind(performance);
  performance.measure = (...facts) => {
    const measured = measure(...facts);
    // Now: the register may have corrected it by the time it has been painted.
    const shown = document.querySelector('[data-counter="sheet-place"] .kk-sheet')?.className ?? "";
    const tone = shown.match(/kk-tone-(\\w+)/)?.[1];
    if (measured.name === "kaikukortti-verdict") requestAnimationFrame(() => {
      // A task of its own runs after the frame that this callback belongs to.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.benchPainted({ took: performance.now() - measured.startTime, tone });
      port2.postMessage(null);
    });
    return measured;
  };
}"""
_READ: Final = """async (code) => {
  const field = document.querySelector('input[name="code"]');
  const painted = new Promise((resolve) => { window.benchPainted = resolve; });
  field.value = code;
  field.form.requestSubmit();
  return await painted;
}"""
_GO_ON: Final = """async () => {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  while (document.querySelector('[data-confirmed="asking"]')) await pause();
  document.querySelector('[data-counter="sheet-place"] [data-slot="close"]').click();
  await pause();
}"""


def measure() -> Iterator[Figure]:
    """Median and 95th percentile with the processor slowed, with a network and without."""
    with measured_phone(listed=LISTED) as phone:
        codes = _codes(phone)
        page = phone.counter.page
        page.evaluate(_WATCH)
        for network in ("online", "offline"):
            phone.set_offline(offline=network == "offline")
            for times in SLOWED:
                phone.slow_down(times)
                _read(page, codes[:3])
                taken = [one["took"] for one in _read(page, codes)]
                name = f"verdict_x{times}_{network}_ms"
                yield Figure(f"{name}_median", median(taken), "ms")
                yield Figure(f"{name}_p95", quantiles(taken, n=_TWENTIETHS)[-1], "ms")


def _codes(phone: MeasuredPhone) -> list[tuple[str, str]]:
    """Codes with the tone that the phone must show, the kinds in turn."""
    known = valid_cards(phone.server, EACH), expired_cards(phone.server, EACH)
    unknown = new_codes("K", EACH, taken={code for kind in known for code in kind})
    turns = zip(known[0], known[1], unknown, strict=True)
    tones = ("valid", "refused", "unknown")
    return [(code, tone) for turn in turns for code, tone in zip(turn, tones, strict=True)]


def _read(page: Page, codes: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    read = []
    for code, tone in codes:
        read.append(page.evaluate(_READ, code))
        if read[-1]["tone"] != tone:
            message = f"{code} was shown as {read[-1]['tone']} and not as {tone}, at {datetime.now(UTC)}."
            raise RuntimeError(message)
        page.evaluate(_GO_ON)
    return read
