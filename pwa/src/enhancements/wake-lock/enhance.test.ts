import { expect, test, vi } from "vitest";
import { enhance } from "./enhance";

test("the lock is requested at once and again whenever the page comes back", () => {
  const request = vi.fn().mockRejectedValue(new Error("low battery"));
  Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
  enhance();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(request).toHaveBeenCalledTimes(2);
});
