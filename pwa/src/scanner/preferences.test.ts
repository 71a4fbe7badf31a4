import { afterEach, expect, test, vi } from "vitest";
import { keepSessionNote, preference, rememberPreference, sessionNote } from "./preferences";

afterEach(() => vi.unstubAllGlobals());

test("a choice is remembered by the device, a note until it is removed", () => {
  rememberPreference("sound", "off");
  expect(preference("sound")).toBe("off");
  keepSessionNote("camera-open", "yes");
  expect(sessionNote("camera-open")).toBe("yes");
  keepSessionNote("camera-open", null);
  expect(sessionNote("camera-open")).toBeNull();
});

test("where storage is refused nothing is remembered and nothing fails", () => {
  const refuse = () => {
    throw new DOMException("denied", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse });
  rememberPreference("lens", "back");
  expect(preference("lens")).toBeNull();
});
