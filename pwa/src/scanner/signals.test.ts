import { beforeEach, expect, test, vi } from "vitest";
import { rememberPreference } from "./preferences";
import { signalRead } from "./signals";

const vibrate = vi.fn();

beforeEach(() => {
  localStorage.clear();
  vibrate.mockReset();
  Object.defineProperty(navigator, "vibrate", { value: vibrate, configurable: true });
});

test("a reading is felt, unless that was turned off", () => {
  signalRead();
  expect(vibrate).toHaveBeenCalledTimes(1);
  rememberPreference("vibration", "off");
  signalRead();
  expect(vibrate).toHaveBeenCalledTimes(1);
});

test("a device that cannot, or will not, stops nothing", () => {
  vibrate.mockImplementation(() => {
    throw new Error("blocked");
  });
  expect(signalRead).not.toThrow();
  Object.defineProperty(navigator, "vibrate", { value: undefined, configurable: true });
  expect(signalRead).not.toThrow();
});
