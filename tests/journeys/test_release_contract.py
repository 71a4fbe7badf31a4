"""What this release's page sends is what was recorded. RECORD_RELEASE=0.3 records a new release."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.people.counter_phone import CounterPhone
from tests.journeys.people.speech import Speech
from tests.support.fault_proxy import FaultProxy, Weather
from tests.support.phone_browser import PhoneBrowser
from tests.support.release_contract import (
    COMMUNITY,
    EXPIRED,
    RELEASES,
    VALID,
    Recorder,
    differences,
    issue_recorded_cards,
    recordings,
)
from tests.support.server import RunningServer, running_server
from tests.support.young_register import make_young_register

pytestmark = pytest.mark.journey


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """On a register with the three cards of the recordings."""
    now = datetime.now(UTC)
    young = make_young_register(
        tmp_path / "young", lambda session, world: issue_recorded_cards(session, world, now=now)
    )
    with running_server(young, tmp_path / "served") as running:
        yield running


def test_the_page_sends_what_was_recorded_of_this_release(
    own_browser: PhoneBrowser, spoken_app: Flask, proxy: FaultProxy
) -> None:
    said = _say_everything(CounterPhone(own_browser, Speech(spoken_app, "fi")), proxy)
    if release := os.environ.get("RECORD_RELEASE"):
        text = json.dumps({"release": release, **said}, ensure_ascii=False, indent=1)
        (RELEASES / f"{release}.json").write_text(text + "\n", encoding="utf-8")
    newest = json.loads(recordings()[-1].read_text(encoding="utf-8"))
    sent = {kind: _sent(exchange) for kind, exchange in said["exchanges"].items()}
    recorded = {kind: _sent(exchange) for kind, exchange in newest["exchanges"].items()}
    # In both directions: what the page has begun to send, or ceased to send, makes another release of it.
    assert differences(recorded, sent) + differences(sent, recorded) == []
    assert {kind: one["headers"] for kind, one in sent.items()} == {
        kind: one["headers"] for kind, one in recorded.items()
    }
    for part in ("rescue file", "database", "caches"):
        assert differences(newest[part], said[part]) + differences(said[part], newest[part]) == []


def _sent(exchange: dict[str, Any]) -> dict[str, Any]:
    sent = {key: exchange[key] for key in ("path", "headers", "body")}
    for command in (sent["body"] or {}).get("commands", []):
        if "list_age_s" in command:
            command["list_age_s"] = None  # an age, or nothing where the register's answer came before the tap
    return sent


def _say_everything(counter: CounterPhone, proxy: FaultProxy) -> dict[str, Any]:
    recorder = Recorder()
    recorder.watch(counter.page.context)
    counter.sign_in()
    for code in (VALID, EXPIRED):
        counter.check(code)
        counter.is_confirmed()
    counter.check(VALID)
    counter.is_confirmed()
    counter.record(children=1)
    counter.check(COMMUNITY)
    counter.is_confirmed()
    counter.press("Who is along?")
    counter.read_with_scanner(VALID)
    expect(counter.page.locator("[data-counter='members'] [data-tone='repeated']")).to_be_visible()
    counter.records_group(2)
    alone = counter.looks_at_day().visit_of(VALID).nth(1)  # before the group
    alone.get_by_role("button").first.click()
    counter.press("Undo the visit")
    counter.has_sent_everything()
    expect(alone).to_contain_text(counter.say("Undone"))
    counter.open("/kohde")
    expect(counter.part("list")).to_have_attribute("data-state", "fresh")
    counter.page.evaluate(_LOSE_KEY)
    with counter.page.expect_response("**/api/device"):
        counter.page.reload()
    expect(counter.part("list")).to_have_attribute("data-state", "fresh")
    counter.page.context.unroute_all(behavior="wait")
    rescue_file = _rescue(counter, proxy)
    return {
        "exchanges": recorder.exchanges,
        "rescue file": rescue_file,
        "database": counter.page.evaluate(_DATABASE),
        "caches": counter.page.evaluate(_CACHES),
    }


def _rescue(counter: CounterPhone, proxy: FaultProxy) -> dict[str, Any]:
    proxy.change(Weather.DOWN)
    counter.read_with_scanner(VALID)
    counter.press("Record again")
    counter.has_waiting(1)
    counter.is_told_of("offline")
    with counter.page.expect_download() as download:
        counter.looks_at_state().press("Save what waits to a file")
    file: dict[str, Any] = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    return file


_LOSE_KEY = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("kaikukortti");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const transaction = opening.result.transaction(["device"], "readwrite");
    transaction.objectStore("device").delete("key");
    transaction.oncomplete = () => { opening.result.close(); resolve(); };
  };
})"""
_DATABASE = """async () => {
  const [{ version }] = (await indexedDB.databases()).filter(({ name }) => name === "kaikukortti");
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("kaikukortti");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const transaction = database.transaction([...database.objectStoreNames], "readonly");
  const stores = Object.fromEntries([...database.objectStoreNames].map((name) => {
    const { keyPath, indexNames } = transaction.objectStore(name);
    return [name, { keyPath, indexes: [...indexNames] }];
  }));
  database.close();
  return { version, stores };
}"""
_CACHES = """async () => {
  await navigator.serviceWorker.ready;
  const names = await caches.keys();
  return Object.fromEntries(await Promise.all(names.map(async (name) => {
    const requests = await (await caches.open(name)).keys();
    const paths = requests.map(({ url }) => new URL(url).pathname);
    const pages = paths.filter((path) => !path.startsWith("/static/"));
    return [name.replace(/[0-9a-f]{12}$/, "VERSION"), pages.sort()];
  })));
}"""
