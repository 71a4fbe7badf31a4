import { openDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureDevice } from "../../device/device";
import { FakeRegister } from "../../fake-register/fake-register";
import { put } from "../../outbox/outbox";
import { closeDatabase } from "../../storage/database";
import { freshStorage } from "../../storage/fresh-storage";
import { StateLine } from "./state-line";
import { textsOf } from "./texts";

const PARTS = [
  "state",
  "state-icon",
  "state-dialog",
  "problem",
  "waiting",
  "list",
  "ways",
  "send",
  "sign-in",
  "reload",
  "rescue",
  "update",
  "take-over",
];
const TEXTS = {
  ...{
    allSent: "All sent.",
    oneWaits: "1 waits.",
    severalWait: "{count} wait.",
    mayWaitUnseen: "Some may wait.",
  },
  ...{
    storage: "Nothing is kept.",
    storageNewer: "Newer.",
    storageBlocked: "Blocked.",
    storageBroken: "Broken.",
  },
  ...{ noRescueFile: "No file.", offline: "Offline.", unknownAnswer: "Unknown." },
};
const UNDO = { type: "undo", visit_id: "v", reason: "mistake" } as const;

beforeEach(() => {
  freshStorage();
  document.body.innerHTML = `<div>${PARTS.map((name) => `<button data-counter="${name}"></button>`).join("")}
    <script type="application/json" data-counter="texts">${JSON.stringify(TEXTS)}</script></div>`;
});
afterEach(() => vi.restoreAllMocks());

const root = () => document.body.firstElementChild as HTMLElement;
const part = (name: string) => root().querySelector(`[data-counter="${name}"]`) as HTMLElement;
const texts = () => [part("problem").textContent, part("waiting").textContent];
const offered = () => ["send", "sign-in", "reload", "rescue"].filter((name) => !part(name).hidden);
const bar = () => new StateLine(root(), textsOf(root()));

async function keepOne(): Promise<void> {
  new FakeRegister().open();
  await ensureDevice(7);
  await put(UNDO);
  closeDatabase();
}

test("a database that a newer page has upgraded says so, counts what waits in it and offers the file", async () => {
  await keepOne();
  (await openDB("kaikukortti", 9)).close();
  await bar().showUnopened("newer");
  expect(texts()).toEqual(["Newer.", "1 waits."]);
  expect([part("ways").hidden, offered()]).toEqual([false, ["reload", "rescue"]]);
  const saved = vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
  part("rescue").click();
  await vi.waitFor(() => expect(saved).toHaveBeenCalledOnce());
});

test("where it cannot even be read nobody says that nothing waits", async () => {
  const refuse = () => {
    throw new DOMException("corrupt", "UnknownError");
  };
  vi.stubGlobal("indexedDB", { open: refuse });
  await bar().showUnopened("broken");
  expect(texts()).toEqual(["Broken.", "Some may wait."]);
  expect(offered()).toEqual(["reload", "rescue"]);
  part("rescue").click();
  await vi.waitFor(() => expect(part("problem").textContent).toBe("No file."));
});

test("one that did not open and holds nothing to send offers no file", async () => {
  (await openDB("kaikukortti", 9)).close();
  await bar().showUnopened("newer");
  expect([texts(), offered()]).toEqual([["Newer.", "All sent."], ["reload"]]);
});

test("a browser that keeps nothing says that, and has nothing to offer", async () => {
  await bar().showUnopened("unavailable");
  expect([texts(), part("ways").hidden]).toEqual([["Nothing is kept.", ""], true]);
});

test("without a network what waits can be sent or saved; with nothing waiting there is nothing to do", () => {
  const state = { isCounted: true, needsAttention: 0, lastSent: null };
  bar().showOutbox({ ...state, waiting: 2, problem: "offline" });
  expect([texts(), offered(), part("ways").hidden]).toEqual([
    ["Offline.", "2 wait."],
    ["send", "rescue"],
    false,
  ]);
  bar().showOutbox({ ...state, waiting: 0, problem: "offline" });
  expect([texts()[1], part("ways").hidden]).toEqual(["All sent.", true]);
});

test("an answer that this page does not know may be known after loading the page again", () => {
  bar().showOutbox({
    isCounted: true,
    waiting: 1,
    needsAttention: 0,
    lastSent: null,
    problem: "unknown-answer",
  });
  expect([texts()[0], offered()]).toEqual(["Unknown.", ["send", "reload", "rescue"]]);
});
