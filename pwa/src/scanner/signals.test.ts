import { beforeEach, expect, test, vi } from "vitest";
import { rememberPreference } from "./preferences";
import { patternOf, type Signal, signal } from "./signals";

const vibrate = vi.fn();

beforeEach(() => {
  localStorage.clear();
  vibrate.mockReset();
  Object.defineProperty(navigator, "vibrate", { value: vibrate, configurable: true });
});

test("a reading is felt, unless that was turned off", () => {
  signal("valid");
  expect(vibrate).toHaveBeenCalledTimes(1);
  rememberPreference("vibration", "off");
  signal("valid");
  expect(vibrate).toHaveBeenCalledTimes(1);
});

test("a device that cannot, or will not, stops nothing", () => {
  vibrate.mockImplementation(() => {
    throw new Error("blocked");
  });
  expect(() => signal("valid")).not.toThrow();
  Object.defineProperty(navigator, "vibrate", { value: undefined, configurable: true });
  expect(() => signal("valid")).not.toThrow();
});

test("the five answers are told apart by ear and by hand", () => {
  const kinds: Signal[] = ["valid", "recorded", "repeated", "refused", "unknown", "foreign"];
  for (const sense of ["tones", "buzz"] as const) {
    expect(new Set(kinds.map((kind) => JSON.stringify(patternOf(kind)[sense]))).size).toBe(kinds.length);
  }
});
