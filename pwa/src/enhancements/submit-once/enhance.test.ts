import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";

function submit(form: HTMLElement): boolean {
  return form.dispatchEvent(new Event("submit", { cancelable: true }));
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(window, "navigation");
});

test("the second tap is swallowed until the page is shown again", () => {
  const form = document.createElement("form");
  enhance(form);
  expect([submit(form), submit(form)]).toEqual([true, false]);
  dispatchEvent(new Event("pageshow"));
  expect(submit(form)).toBe(true);
});

test("what is corrected after Stop can be sent", () => {
  const form = document.createElement("form");
  enhance(form);
  submit(form);
  form.dispatchEvent(new Event("input"));
  expect([submit(form), submit(form)]).toEqual([true, false]);
});

test.each([
  ["no network", () => dispatchEvent(new Event("offline"))],
  ["Escape", () => dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }))],
  ["ten seconds", () => vi.advanceTimersByTime(10_000)],
])("after %s the button lives again", (_what, happens) => {
  const form = document.createElement("form");
  enhance(form);
  submit(form);
  happens();
  expect(form.hasAttribute("aria-busy")).toBe(false);
  expect(submit(form)).toBe(true);
});

test("swallowed taps do not make the wait longer", () => {
  const form = document.createElement("form");
  enhance(form);
  submit(form);
  vi.advanceTimersByTime(9_000);
  expect(submit(form)).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(submit(form)).toBe(true);
});

test("a browser that tells of Stop frees the button at once", () => {
  const navigation = new EventTarget();
  Object.assign(window, { navigation });
  const stop = new AbortController();
  const form = document.createElement("form");
  enhance(form);
  submit(form);
  navigation.dispatchEvent(Object.assign(new Event("navigate"), { signal: stop.signal }));
  expect(submit(form)).toBe(false);
  stop.abort();
  expect(submit(form)).toBe(true);
});
