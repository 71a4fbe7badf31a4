import { afterEach, expect, test, vi } from "vitest";
import { clockText, enhance } from "./enhance";

afterEach(() => {
  vi.useRealTimers();
});

test("the clock shows Finland's time, also in summer", () => {
  expect(clockText(new Date("2026-11-22T12:05:09Z"), "fi")).toBe("14.05.09");
  expect(clockText(new Date("2026-07-01T12:05:09Z"), "fi")).toBe("15.05.09");
  expect(clockText(new Date("2026-11-22T12:05:09Z"), "en")).toBe("14:05:09");
  expect(clockText(new Date("2026-11-22T17:05:19Z"), "sv")).toBe("19.05.19");
});

test("it runs", () => {
  vi.useFakeTimers({ now: new Date("2026-11-22T12:05:09Z") });
  const element = document.createElement("p");
  enhance(element);
  vi.advanceTimersByTime(2000);
  expect(element.textContent).toBe("14.05.11");
});
