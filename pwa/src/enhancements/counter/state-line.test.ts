import { openDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureDevice } from "../../device/device";
import { FakeRegister } from "../../fake-register/fake-register";
import { put } from "../../outbox/put";
import type { OutboxState } from "../../outbox/state";
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
  "storage-news",
  "storage-sentence",
  "storage-read",
  "plain",
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
  ...{
    storageFails: "To the register.",
    oneOnlyHere: "1 only here.",
    severalOnlyHere: "{count} only here.",
    storageEmptied: "Emptied.",
    storagePutBack: "Put back.",
    shortEmptied: "Was emptied",
    unknownPhone: "Nobody knows.",
  },
  ...{ noRescueFile: "No file.", offline: "Offline.", unknownAnswer: "Unknown." },
};
const ALL_SENT: OutboxState = {
  ...{
    isCounted: true,
    isSaving: false,
    waiting: 0,
    needsAttention: 0,
    onlyHere: 0,
    lastSent: null,
    problem: null,
  },
  storage: { kind: "works" },
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
  const state = ALL_SENT;
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
  bar().showOutbox({ ...ALL_SENT, waiting: 1, problem: "unknown-answer" });
  expect([texts()[0], offered()]).toEqual(["Unknown.", ["send", "reload", "rescue"]]);
});

test("everything has been sent only where that is known", () => {
  const line = bar();
  line.showOutbox(ALL_SENT);
  expect(part("waiting").textContent).toBe("All sent.");
  line.showOutbox({ ...ALL_SENT, storage: { kind: "emptied", at: 0 } });
  expect(part("waiting").textContent).toBe("");
  expect([part("storage-sentence").textContent, part("storage-news").hidden]).toEqual(["Emptied.", false]);
  expect(part("state").textContent).toBe("Was emptied");
  line.showOutbox({ ...ALL_SENT, storage: { kind: "put-back" } });
  expect([part("storage-sentence").textContent, part("waiting").textContent]).toEqual([
    "Put back.",
    "All sent.",
  ]);
});

test("while the storage fails it says where visits go, and offers a file and the ordinary page", () => {
  const storage = { kind: "fails", trouble: "broken" } as const;
  bar().showOutbox({ ...ALL_SENT, storage, waiting: 2, onlyHere: 1, problem: "offline" });
  expect(texts()).toEqual(["To the register. 1 only here.", "2 wait."]);
  expect(part("problem").dataset.problem).toBe("storage-broken");
  // Loading the page again would lose what is on it only.
  expect([offered(), part("plain").hidden, part("ways").hidden]).toEqual([["send", "rescue"], false, false]);
});

test("without a connection a phone that knows nobody does not say that everything has been sent", () => {
  bar().showUnknownPhone();
  expect(texts()).toEqual(["Offline.", "Nobody knows."]);
});
