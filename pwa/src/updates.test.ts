import { afterEach, beforeEach, expect, test, vi } from "vitest";

class StubRegistration extends EventTarget {
  waiting: { postMessage: (message: string) => void } | null = null;
  active: object | null = {};
  installing: EventTarget | null = null;
  readonly update = vi.fn().mockResolvedValue(undefined);
}

let registration: StubRegistration;
let container: EventTarget & { controller: object | null; register: () => Promise<StubRegistration> };
let page: typeof import("./updates");
const reload = vi.fn();

beforeEach(async () => {
  vi.resetModules();
  reload.mockReset();
  registration = new StubRegistration();
  container = Object.assign(new EventTarget(), { controller: {}, register: async () => registration });
  vi.stubGlobal("location", { reload });
  vi.stubGlobal("navigator", { serviceWorker: container });
  page = await import("./updates");
});

afterEach(() => {
  vi.restoreAllMocks();
});

const changeController = () => container.dispatchEvent(new Event("controllerchange"));

test("a version that waits is announced, also to who asks later, and is activated only when asked", async () => {
  const postMessage = vi.fn();
  const [early, late] = [vi.fn(), vi.fn()];
  page.whenUpdateWaits(early);
  await page.registerWorker();
  expect(early).not.toHaveBeenCalled();
  registration.installing = new EventTarget();
  registration.dispatchEvent(new Event("updatefound"));
  registration.waiting = { postMessage };
  registration.installing.dispatchEvent(new Event("statechange"));
  page.whenUpdateWaits(late);
  expect([early.mock.calls.length, late.mock.calls.length, postMessage.mock.calls.length]).toEqual([1, 1, 0]);
  late.mock.lastCall?.[0]();
  expect(postMessage).toHaveBeenCalledWith("take-over");
});

test("once it is activated the page is loaded anew, once", async () => {
  await page.registerWorker();
  changeController();
  changeController();
  expect(reload).toHaveBeenCalledOnce();
});

test("the first worker of all is no update, the second is", async () => {
  container.controller = null;
  registration.active = null;
  registration.waiting = { postMessage: vi.fn() };
  const listener = vi.fn();
  page.whenUpdateWaits(listener);
  await page.registerWorker();
  changeController();
  expect([listener.mock.calls.length, reload.mock.calls.length]).toEqual([0, 0]);
  changeController();
  expect(reload).toHaveBeenCalledOnce();
});

test("a page left open asks for new versions when it is seen again, each hour at most", async () => {
  await page.registerWorker();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(registration.update).not.toHaveBeenCalled();
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + 3_700_000);
  document.dispatchEvent(new Event("visibilitychange"));
  document.dispatchEvent(new Event("visibilitychange"));
  expect(registration.update).toHaveBeenCalledOnce();
});

test("where there are no workers, or they are refused, the page goes on", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  container.register = () => Promise.reject(new DOMException("no", "SecurityError"));
  await page.registerWorker();
  vi.stubGlobal("navigator", {});
  await page.registerWorker();
});
