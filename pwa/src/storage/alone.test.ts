import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { alone } from "./alone";
import { freshStorage } from "./fresh-storage";

beforeEach(freshStorage);
afterEach(() => {
  vi.useRealTimers();
});

/** Two pieces of work begun at once; how many of them ran at the same time. */
async function mostAtOnce(): Promise<number> {
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running -= 1;
  };
  await Promise.all([alone("kaikukortti-outbox", work), alone("kaikukortti-outbox", work)]);
  return most;
}

test("with the browser's locks, one at a time", async () => {
  let before = Promise.resolve();
  const request = (_name: string, _options: object, work: () => Promise<void>) => {
    before = before.then(work);
    return before;
  };
  vi.stubGlobal("navigator", { locks: { request } });
  expect(await mostAtOnce()).toBe(1);
});

test("without them, a lease does", async () => {
  vi.stubGlobal("navigator", {});
  expect(await mostAtOnce()).toBe(1);
});

test("a tab that a phone put to sleep with the lock does not stop the others for good", async () => {
  vi.useFakeTimers();
  const request = (_name: string, { signal }: { signal: AbortSignal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  vi.stubGlobal("navigator", { locks: { request } });
  const done = alone("kaikukortti-outbox", async () => "done");
  await vi.advanceTimersByTimeAsync(20_001);
  expect(await done).toBe("done");
});

test("a failure of the work is passed on, not done again", async () => {
  const work = vi.fn().mockRejectedValue(new Error("no"));
  await expect(alone("kaikukortti-list", work)).rejects.toThrow("no");
  expect(work).toHaveBeenCalledOnce();
});
