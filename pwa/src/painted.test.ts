import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { painted } from "./painted";

let frames: FrameRequestCallback[] = [];

beforeEach(() => {
  frames = [];
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what waits for a frame is done in a task of its own after it", async () => {
  const done = vi.fn();
  void painted().then(done);
  frames[0]?.(0);
  await Promise.resolve();
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toHaveBeenCalledOnce();
});

test("a page that nobody sees, and that is not painted, does its work all the same", async () => {
  const done = vi.fn();
  void painted().then(done);
  await vi.advanceTimersByTimeAsync(100);
  expect(done).toHaveBeenCalledOnce();
});
