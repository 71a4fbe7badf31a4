import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeRegister } from "../fake-register/fake-register";
import { freshStorage } from "../storage/fresh-storage";

const UNDO = { type: "undo", visit_id: "v", reason: "mistake" } as const;
let register: FakeRegister;
let page: typeof import("./sync") & typeof import("./outbox") & typeof import("./put");
let stop: () => void = () => undefined;

beforeEach(async () => {
  freshStorage();
  vi.resetModules();
  register = new FakeRegister();
  register.open();
  const { ensureDevice } = await import("../device/device");
  await ensureDevice(7);
  page = { ...(await import("./sync")), ...(await import("./outbox")), ...(await import("./put")) };
});

afterEach(() => {
  stop();
  page.stopTrying();
  vi.restoreAllMocks();
});

const posts = () => register.asked.filter(({ path }) => path === "/api/visits").length;
const emptied = () => vi.waitFor(async () => expect(await page.waiting()).toEqual([]));

test("what waited when the page was opened is sent, and then whatever is recorded, at once", async () => {
  await page.put(UNDO);
  stop = page.startSync();
  await emptied();
  await page.put(UNDO);
  await emptied();
  expect(register.kept.size).toBe(2);
});

test.each([
  ["the network says it is back", () => dispatchEvent(new Event("online"))],
  ["the page is visible again", () => document.dispatchEvent(new Event("visibilitychange"))],
])("it tries at once when %s", async (_, happen) => {
  register.weather = () => "offline";
  await page.put(UNDO);
  stop = page.startSync();
  await page.sync();
  register.weather = () => "fine";
  happen();
  await emptied();
});

test("a word from the service worker is an occasion too", async () => {
  const worker = new EventTarget();
  Object.defineProperty(navigator, "serviceWorker", { value: worker, configurable: true });
  register.weather = () => "offline";
  await page.put(UNDO);
  stop = page.startSync();
  await page.sync();
  register.weather = () => "fine";
  worker.dispatchEvent(new MessageEvent("message", { data: "sync" }));
  await emptied();
  Object.defineProperty(navigator, "serviceWorker", { value: undefined, configurable: true });
});

test("without an occasion it tries again by itself, each time later", async () => {
  const pauses: number[] = [];
  vi.spyOn(Math, "random").mockReturnValue(1);
  const timers = vi.spyOn(globalThis, "setTimeout");
  register.weather = () => "offline";
  await page.put(UNDO);
  for (let attempt = 0; attempt < 7; attempt++) {
    timers.mockClear();
    await page.sync();
    const again = timers.mock.calls.filter(([work]) => work === page.sync).at(-1);
    pauses.push(again?.[1] ?? 0);
  }
  expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000));
  register.weather = () => "fine";
  await page.sync();
});

test("asked to be left alone, it leaves the register alone whatever happens", async () => {
  const asked = vi.fn(async () => new Response("{}", { status: 429, headers: { "Retry-After": "60" } }));
  vi.stubGlobal("fetch", asked);
  await page.put(UNDO);
  await page.sync();
  await page.sync();
  expect(asked).toHaveBeenCalledOnce();
});

test("asked while it sends, it tries once more afterwards", async () => {
  await page.put(UNDO);
  const first = page.sync();
  await page.put(UNDO);
  await page.sync();
  await first;
  expect(await page.waiting()).toEqual([]);
});

test("with nothing to send, a sign of life now and then", async () => {
  await page.sync();
  await page.sync();
  expect(posts()).toBe(1);
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + 16 * 60_000);
  await page.sync();
  expect(posts()).toBe(2);
  expect(register.asked.at(-1)?.body).toMatchObject({ commands: [], device: { waiting: 0 } });
});

test("left with something waiting, a browser that can is asked to wake us when there is a network", async () => {
  const wake = vi.fn();
  const getRegistration = async () => ({ sync: { register: wake } });
  const worker = Object.assign(new EventTarget(), { getRegistration });
  Object.defineProperty(navigator, "serviceWorker", { value: worker, configurable: true });
  register.weather = () => "offline";
  await page.put(UNDO);
  stop = page.startSync();
  await page.sync();
  expect(wake).not.toHaveBeenCalled(); // a network without the register would wake us without end
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.waitFor(() => expect(wake).toHaveBeenCalledExactlyOnceWith("kaikukortti-outbox"));
  Object.defineProperty(navigator, "serviceWorker", { value: undefined, configurable: true });
});

test("what another tab has sent ends the problem on this screen too", async () => {
  const { outboxState, reportDrained } = await import("./state");
  await page.sync();
  reportDrained({ problem: "offline", waitMs: 0 });
  await page.sync();
  expect(outboxState().problem).toBeNull();
});
