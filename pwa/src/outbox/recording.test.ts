import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeRegister } from "../fake-register/fake-register";
import type { OutboxRow, RecordDraft } from "../records/command";
import { FailingStorage, type Failure } from "../storage/failing-storage";
import { freshStorage } from "../storage/fresh-storage";

const VISIT: RecordDraft = {
  type: "record",
  code: "A999123453",
  kind: "ticket",
  children: 0,
  assistants: 0,
  offer_id: null,
  group_id: null,
  repeat_is_meant: false,
  shown: "valid",
  list_age_s: 60,
};
const NAME = "kaikukortti";

let register: FakeRegister;
let storage: FailingStorage;
let page: Awaited<ReturnType<typeof openPage>>;

async function openPage() {
  vi.resetModules();
  const opened = {
    ...(await import("./state")),
    ...(await import("./sync")),
    ...(await import("./outbox")),
    ...(await import("./put")),
    ...(await import("./recording")),
    ...(await import("./rescue")),
    ...(await import("../storage/memory")),
    ...(await import("../storage/repair")),
    ...(await import("../storage/database")),
    ...(await import("../device/device")),
  };
  await opened.ensureDevice(7);
  const stopWatching = opened.watchOutbox(() => undefined);
  await vi.waitFor(() => expect(opened.outboxState().isCounted).toBe(true));
  const close = () => {
    opened.stopTrying();
    stopWatching();
    opened.closeDatabase();
  };
  return { ...opened, close };
}

const closePage = () => page.close();

beforeEach(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  freshStorage();
  register = new FakeRegister();
  register.open();
  storage = new FailingStorage();
  storage.install();
  page = await openPage();
});
afterEach(() => {
  closePage();
  vi.restoreAllMocks();
});

const breakNow = (failure: Failure) => storage.failAt(1, failure);
const emptyNow = () =>
  new Promise((resolve) => {
    indexedDB.deleteDatabase(NAME).onsuccess = resolve;
  });
const offline = () => {
  register.weather = () => "offline";
};

/** The database as another page finds it. */
async function onDisk(): Promise<OutboxRow[]> {
  const other = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open(NAME);
    opening.onsuccess = () => resolve(opening.result);
  });
  return await new Promise((resolve) => {
    const all = other.transaction("outbox").objectStore("outbox").getAll();
    all.onsuccess = () => {
      other.close();
      resolve(all.result);
    };
  });
}

test("what works is on the phone", async () => {
  offline();
  const { keeper, commands } = await page.record([VISIT, VISIT]);
  expect([keeper, commands.map(({ sequence }) => sequence)]).toEqual(["phone", [1, 2]]);
  expect(await onDisk()).toHaveLength(2);
});

test("what waited is put back at once in a storage that was emptied, before anybody records anew", async () => {
  offline();
  await page.record([VISIT]);
  await emptyNow();
  await vi.waitFor(() => expect(page.outboxState().storage.kind).toBe("put-back"));
  expect((await onDisk()).map(({ sequence }) => sequence)).toEqual([1]);
  expect((await page.record([VISIT])).commands[0]?.sequence).toBe(2);
  expect(page.isAllSent(page.outboxState())).toBe(false);
});

test("a page loaded after that knows the phone, what waits, and that nothing is lost", async () => {
  offline();
  await page.record([VISIT]);
  await emptyNow();
  await vi.waitFor(() => expect(page.outboxState().storage.kind).toBe("put-back"));
  closePage();
  register.weather = () => "fine";
  register.workedBefore = true;
  page = await openPage();
  expect(register.emptied).toEqual([]);
  expect(page.outboxState()).toMatchObject({ waiting: 1, storage: { kind: "works" } });
  await page.forgetList(); // and is asked for its key
  await page.ensureDevice(7);
  expect(register.emptied).toEqual([]);
});

test("a page loaded after its storage was emptied unseen does not say that everything has been sent", async () => {
  offline();
  await page.record([VISIT]);
  closePage();
  await emptyNow();
  register.weather = () => "fine";
  register.workedBefore = true;
  page = await openPage();
  await vi.waitFor(() => expect(page.outboxState().storage.kind).toBe("emptied"));
  await page.sync();
  expect(page.outboxState()).toMatchObject({ waiting: 0, problem: null });
  expect(page.isAllSent(page.outboxState())).toBe(false);
  await page.dismissStorageNews();
  expect(page.isAllSent(page.outboxState())).toBe(true);
  closePage();
  page = await openPage();
  expect(page.isAllSent(page.outboxState())).toBe(true);
});

test("on a full phone a visit goes to the register at once", async () => {
  breakNow("full");
  const { keeper, commands } = await page.record([VISIT]);
  expect([keeper, [...register.kept.keys()]]).toEqual(["register", commands.map(({ id }) => id)]);
  expect(page.outboxState()).toMatchObject({
    waiting: 0,
    onlyHere: 0,
    storage: { kind: "fails", trouble: "quota" },
  });
  expect(page.isAllSent(page.outboxState())).toBe(false);
});

test("without room and without a network the page holds it, says so, and can save it to a file", async () => {
  offline();
  await page.record([VISIT]);
  breakNow("full");
  const { keeper, commands } = await page.record([VISIT]);
  expect(keeper).toBe("page");
  expect(page.outboxState()).toMatchObject({ waiting: 2, onlyHere: 1 });
  const [file] = await page.rescueFiles();
  expect(file?.commands).toHaveLength(2);
  expect(file?.commands[1]).toMatchObject({ id: commands[0]?.id, sequence: 2 });
  expect(file?.device).toMatchObject({ id: "device-1", last_sequence: 2 });
  const leaving = new Event("beforeunload", { cancelable: true });
  dispatchEvent(leaving);
  expect(leaving.defaultPrevented).toBe(true);
});

test("once there is room again it is on the phone, under the number it was given", async () => {
  offline();
  breakNow("full");
  await page.record([VISIT]);
  storage.recover();
  await page.repair();
  expect((await onDisk()).map(({ sequence }) => sequence)).toEqual([1]);
  expect(page.outboxState()).toMatchObject({ waiting: 1, onlyHere: 0, storage: { kind: "works" } });
});

test("a storage that cannot be read is saved to a file from what the page knows", async () => {
  offline();
  await page.record([VISIT, VISIT]);
  breakNow("gone");
  page.closeDatabase();
  expect((await page.rescueFiles())[0]?.commands).toHaveLength(2);
  expect(await page.countUnsent()).toBe(2);
});

test("what was answered while nothing could be written is taken away later, and not sent again", async () => {
  offline();
  await page.record([VISIT]);
  register.weather = () => "fine";
  breakNow("unreadable");
  await page.sync();
  await page.sync();
  expect(page.outboxState().waiting).toBe(0);
  const sent = register.asked.filter(({ body }) => (body.commands as object[] | undefined)?.length).length;
  expect(sent).toBe(1);
  storage.recover();
  await page.repair();
  expect(await onDisk()).toEqual([]);
});

test("a visit that the register refuses while nothing can be written waits for somebody to read why", async () => {
  offline();
  breakNow("full");
  const { commands } = await page.record([VISIT]);
  register.refusals.set(commands[0]?.id ?? "", "no");
  register.weather = () => "fine";
  await page.sync();
  expect(page.outboxState()).toMatchObject({ waiting: 0, needsAttention: 1 });
  await page.dismiss(commands[0]?.id ?? "");
  await vi.waitFor(() => expect(page.outboxState().needsAttention).toBe(0));
});

test("a database that does not open holds up nobody for long", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  page.closeDatabase();
  const opening = vi.spyOn(IDBFactory.prototype, "open").mockImplementation(() => new IDBOpenDBRequest());
  const recording = page.record([VISIT]);
  await vi.advanceTimersByTimeAsync(3_001);
  expect((await recording).keeper).toBe("register");
  expect((await page.record([VISIT])).keeper).toBe("register"); // at once: no clock goes on
  expect(page.outboxState().storage).toEqual({ kind: "fails", trouble: "blocked" });
  opening.mockRestore();
  vi.useRealTimers();
});

test("number and id stay when two pages put the same back", async () => {
  offline();
  await page.record([VISIT]);
  const first = page;
  const second = await openPage();
  await vi.waitFor(() => expect(second.outboxState().waiting).toBe(1));
  await emptyNow();
  for (const one of [first, second]) {
    await vi.waitFor(() => expect(one.outboxState().storage.kind).toBe("put-back"));
  }
  expect((await onDisk()).map(({ sequence }) => sequence)).toEqual([1]);
  second.close();
});

test("a number that another page has given meanwhile is not given twice", async () => {
  offline();
  const second = await openPage();
  breakNow("full");
  const { commands } = await page.record([VISIT]);
  storage.recover();
  await second.put(VISIT);
  await page.repair();
  const rows = await onDisk();
  expect(rows.map(({ sequence }) => sequence).sort()).toEqual([1, 2]);
  expect(rows.map(({ command }) => command.id)).toContain(commands[0]?.id);
  second.close();
});

test("who signs out leaves nothing of the phone in this page's memory", async () => {
  await page.forgetDevice();
  await emptyNow();
  expect(await page.storedDevice()).toBeNull();
});
