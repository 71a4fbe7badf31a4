import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";

let isStandalone = false;

beforeEach(() => {
  isStandalone = false;
  vi.stubGlobal("matchMedia", () => ({ matches: isStandalone }));
  document.body.innerHTML = `<div hidden>
    <button type="button" data-install="button" hidden></button><p data-install="advice" hidden></p></div>`;
});

afterEach(() => {
  Object.defineProperty(navigator, "standalone", { value: undefined, configurable: true });
});

const root = () => document.querySelector("div") as HTMLElement;
const part = (name: string) => document.querySelector(`[data-install="${name}"]`) as HTMLElement;
const offer = () => {
  const event = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt: vi.fn() });
  dispatchEvent(event);
  return event;
};

test("a browser that can install is asked by a button, and then left alone", () => {
  enhance(root());
  expect(root().hidden).toBe(true);
  const { prompt, defaultPrevented } = offer();
  expect([root().hidden, part("button").hidden, part("advice").hidden]).toEqual([false, false, true]);
  expect(defaultPrevented).toBe(true);
  part("button").click();
  expect(prompt).toHaveBeenCalledOnce();
  dispatchEvent(new Event("appinstalled"));
  expect(root().hidden).toBe(true);
});

test("in a tab on an iPhone, words tell how", () => {
  Object.defineProperty(navigator, "standalone", { value: false, configurable: true });
  enhance(root());
  expect([root().hidden, part("advice").hidden, part("button").hidden]).toEqual([false, false, true]);
});

test("what is installed already is not offered again", () => {
  isStandalone = true;
  enhance(root());
  offer();
  expect(root().hidden).toBe(true);
});
