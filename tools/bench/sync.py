"""A thousand waiting visits: from the network's coming back until the screen says that all are sent, ms."""

from collections.abc import Iterator
from statistics import median
from typing import Final

from tests.support.register_file import lost_numbers, valid_cards, visits_by_phones
from tools.bench.counter_phone import MeasuredPhone, measured_phone
from tools.bench.figures import Figure

VISITS: Final = 1_000
ROUNDS: Final = 3

_PUT: Final = """async (codes) => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await done(indexedDB.open("kaikukortti"));
  const transaction = database.transaction(["device", "outbox"], "readwrite");
  const device = await done(transaction.objectStore("device").get("this"));
  const at = new Date().toISOString();
  for (const [index, code] of codes.entries()) {
    const sequence = device.nextSequence + index;
    const command = {
      type: "record", id: crypto.randomUUID(), sequence, at, code, kind: "ticket", children: 0, assistants: 0,
      offer_id: null, group_id: null, repeat_is_meant: true, shown: "valid", list_age_s: 60,
    };
    const row = { deviceId: device.id, sequence, command, state: "waiting", reason: null, text: "" };
    transaction.objectStore("outbox").add(row);
  }
  const nextSequence = device.nextSequence + codes.length;
  await done(transaction.objectStore("device").put({ ...device, nextSequence }, "this"));
  await new Promise((resolve) => { transaction.oncomplete = resolve; });
  database.close();
  const channel = new BroadcastChannel("kaikukortti");
  channel.postMessage("outbox");
  channel.close();
}"""
_WATCH: Final = """() => {
  const bar = document.querySelector('[data-counter="state"]');
  window.benchSent = new Promise((resolve) => addEventListener("online", () => {
    const back = performance.now();
    const watch = new MutationObserver(() => {
      if (bar.dataset.waiting !== "0") return;
      watch.disconnect();
      resolve(performance.now() - back);
    });
    watch.observe(bar, { attributes: true, attributeFilter: ["data-waiting"] });
  }, { once: true }));
}"""


def measure() -> Iterator[Figure]:
    """The rows are put into the outbox as the page writes them; sending and the rest is the page's own."""
    with measured_phone() as phone:
        codes = valid_cards(phone.server, VISITS)
        taken = [_send(phone, codes) for _ in range(ROUNDS)]
        recorded = len(visits_by_phones(phone.server, codes))
        if recorded != VISITS * ROUNDS or lost_numbers(phone.server):
            message = f"{VISITS * ROUNDS} visits were sent and {recorded} recorded."
            raise RuntimeError(message)
        yield Figure("sync_1000_ms", median(taken), "ms")


def _send(phone: MeasuredPhone, codes: list[str]) -> float:
    page = phone.counter.page
    phone.set_offline(offline=True)
    page.evaluate(_PUT, codes)
    phone.counter.has_waiting(len(codes))
    page.evaluate(_WATCH)
    phone.set_offline(offline=False)
    taken: float = page.evaluate("() => window.benchSent")
    phone.counter.has_sent_everything()
    return taken
