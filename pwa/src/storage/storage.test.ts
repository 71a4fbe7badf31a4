import { openDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, inTransaction } from "./database";
import { freshStorage } from "./fresh-storage";
import { askForPersistence } from "./persistence";
import { keepSetting, setting } from "./setting";
import { StorageError } from "./storage-error";

beforeEach(freshStorage);
afterEach(() => {
  vi.restoreAllMocks();
});

const trouble = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error) => (error as StorageError).reason,
  );

test("what was kept is there", async () => {
  expect(await setting("server-time")).toBeNull();
  await keepSetting("server-time", 5);
  expect(await setting("server-time")).toBe(5);
});

test("half of some work is never kept", async () => {
  const work = inTransaction(["settings"], "readwrite", async (transaction) => {
    await transaction.objectStore("settings").put(1, "server-time");
    throw new RangeError("in the middle");
  });
  await expect(work).rejects.toThrow("in the middle");
  expect(await setting("server-time")).toBeNull();
});

test("a browser without storage, or one that refuses it, says so", async () => {
  vi.stubGlobal("indexedDB", undefined);
  expect(await trouble(setting("server-time"))).toBe("unavailable");
  const refuse = () => {
    throw new DOMException("denied", "SecurityError");
  };
  vi.stubGlobal("indexedDB", { open: refuse });
  expect(await trouble(setting("server-time"))).toBe("unavailable");
});

test("storage that failed once is tried again", async () => {
  const { indexedDB } = globalThis;
  vi.stubGlobal("indexedDB", undefined);
  await trouble(setting("server-time"));
  vi.stubGlobal("indexedDB", indexedDB);
  expect(await setting("server-time")).toBeNull();
});

test("a full disk is distinguished from a broken one", async () => {
  await keepSetting("server-time", 0); // there is a database
  const put = vi.spyOn(IDBObjectStore.prototype, "put");
  for (const [name, reason] of [
    ["QuotaExceededError", "quota"],
    ["UnknownError", "broken"],
  ] as const) {
    put.mockImplementationOnce(() => {
      throw new DOMException("no", name);
    });
    expect(await trouble(keepSetting("server-time", 1))).toBe(reason);
  }
});

test("storage that never opens is given up", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("indexedDB", { open: () => new IDBOpenDBRequest() });
  const failure = trouble(setting("server-time"));
  await vi.advanceTimersByTimeAsync(10_001);
  vi.useRealTimers();
  expect(await failure).toBe("blocked");
});

test("a newer page may change the storage at once; an older one then says that it is behind", async () => {
  await keepSetting("server-time", 5);
  const newer = await openDB("kaikukortti", 2);
  expect(await trouble(setting("server-time"))).toBe("newer");
  newer.close();
});

test("a connection that the phone has cut is opened again", async () => {
  await keepSetting("server-time", 5);
  closeDatabase();
  expect(await setting("server-time")).toBe(5);
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementationOnce(() => {
    throw new DOMException("closing", "InvalidStateError");
  });
  expect(await setting("server-time")).toBe(5);
});

test("the browser is asked once to keep what is here", async () => {
  const persist = vi.fn().mockResolvedValue(false);
  vi.stubGlobal("navigator", { storage: { persisted: async () => false, persist } });
  expect([await askForPersistence(), await askForPersistence()]).toEqual([false, false]);
  expect(persist).toHaveBeenCalledOnce();
});

test("a browser that cannot keep anything for good stops nothing", async () => {
  vi.stubGlobal("navigator", {});
  expect(await askForPersistence()).toBe(false);
});

test("a storage error keeps what it came from", () => {
  expect(new StorageError("quota", "why").cause).toBe("why");
});
