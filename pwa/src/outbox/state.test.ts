import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freshStorage } from "../storage/fresh-storage";

beforeEach(() => {
  freshStorage();
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const closeTab of tabs.splice(0)) closeTab();
});

/** A tab left open would hear of the next test, and put what it remembers into its storage. */
const tabs: (() => void)[] = [];

/** The modules of one tab, with a phone that is known. */
async function newTab() {
  vi.resetModules();
  const { FakeRegister } = await import("../fake-register/fake-register");
  const register = new FakeRegister();
  register.open();
  const { ensureDevice } = await import("../device/device");
  await ensureDevice(7);
  const { watchOutbox, ...state } = await import("./state");
  const watch: typeof watchOutbox = (listener) => {
    const stop = watchOutbox(listener);
    tabs.push(stop);
    return stop;
  };
  return {
    watchOutbox: watch,
    ...state,
    ...(await import("./outbox")),
    ...(await import("./put")),
    ...(await import("./drain")),
    register,
  };
}

const UNDO = { type: "undo", visit_id: "v", reason: "mistake" } as const;

test("what waits is counted at once and at every change", async () => {
  const { watchOutbox, put, drain, register, dismiss } = await newTab();
  const seen = vi.fn();
  watchOutbox(seen);
  expect(seen).toHaveBeenCalledOnce();
  const { id } = await put(UNDO);
  await vi.waitFor(() => expect(seen).toHaveBeenLastCalledWith(expect.objectContaining({ waiting: 1 })));
  register.refusals.set(id, "no");
  await drain();
  const refused = expect.objectContaining({ waiting: 0, needsAttention: 1 });
  await vi.waitFor(() => expect(seen).toHaveBeenLastCalledWith(refused));
  await dismiss(id);
  await vi.waitFor(() => expect(seen.mock.lastCall?.[0].needsAttention).toBe(0));
});

test("two tabs agree, also on what stands in the way", async () => {
  const [one, other] = [await newTab(), await newTab()];
  const seen = vi.fn();
  other.watchOutbox(seen);
  await one.put(UNDO);
  await vi.waitFor(() => expect(seen.mock.lastCall?.[0].waiting).toBe(1));
  one.reportDrained({ problem: "signed-out", waitMs: 0 });
  await vi.waitFor(() => expect(seen.mock.lastCall?.[0].problem).toBe("signed-out"));
  one.reportDrained({ problem: null, waitMs: 0 });
  await vi.waitFor(() => expect(other.outboxState()).toMatchObject({ problem: null }));
  expect(other.outboxState().lastSent).toBeGreaterThan(0);
});

test("a tab of a later release may name a problem that this one has no word for", async () => {
  const { watchOutbox, outboxState } = await newTab();
  watchOutbox(() => undefined);
  const later = new BroadcastChannel("kaikukortti");
  later.postMessage({ problem: "moon-phase", lastSent: null });
  await vi.waitFor(() => expect(outboxState().problem).toBe("server"));
  later.close();
});

test("once a visit is said to be saved, the screen no longer says that everything has been sent", async () => {
  const { watchOutbox, putAll, outboxState } = await newTab();
  watchOutbox(() => undefined);
  await vi.waitFor(() => expect(outboxState()).toMatchObject({ isCounted: true, waiting: 0 }));
  await putAll([UNDO, UNDO, UNDO]);
  expect(outboxState().waiting).toBe(3); // at once: whoever awaited it is about to say that it is saved
});

test("a page opened later knows when something was last sent", async () => {
  const { put, drain } = await newTab();
  await put(UNDO);
  await drain();
  const { watchOutbox, outboxState } = await newTab();
  watchOutbox(() => undefined);
  await vi.waitFor(() => expect(outboxState().lastSent).not.toBeNull());
});

test("a phone without storage says so", async () => {
  const { watchOutbox, outboxState } = await newTab();
  const { closeDatabase } = await import("../storage/database");
  closeDatabase();
  vi.stubGlobal("indexedDB", undefined);
  watchOutbox(() => undefined);
  await vi.waitFor(() => expect(outboxState().problem).toBe("storage-unavailable"));
});

test("who has stopped watching hears nothing more", async () => {
  const { watchOutbox, reportDrained } = await newTab();
  const seen = vi.fn();
  watchOutbox(seen)();
  reportDrained({ problem: null, waitMs: 0 });
  expect(seen).toHaveBeenCalledOnce();
});
