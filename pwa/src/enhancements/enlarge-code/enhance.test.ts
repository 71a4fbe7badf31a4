import { beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";

const shown: string[] = [];
const scrollTo = vi.fn();

beforeEach(() => {
  shown.length = 0;
  scrollTo.mockReset();
  document.body.innerHTML = `<a href="#large-1" data-dialog="big">code</a><a href="#large-2" data-dialog="big">code</a>
    <dialog id="big"><div data-cards><p id="large-1"></p><p id="large-2"></p></div>
    <a href="#main" data-close>close</a><a href="#large-2" data-other>other</a></dialog>`;
  Element.prototype.scrollIntoView = function () {
    shown.push(this.id);
  };
  Element.prototype.scrollTo = scrollTo;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("body > a")) enhance(link);
});

const dialog = () => document.querySelector("dialog") as HTMLDialogElement;
const press = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();

test("one tap opens the code of its card, one tap closes it", () => {
  press("a");
  expect([dialog().open, shown]).toEqual([true, ["large-1"]]);
  press("[data-close]");
  expect(dialog().open).toBe(false);
  press("a:nth-of-type(2)");
  expect([dialog().open, shown.at(-1)]).toEqual([true, "large-2"]);
  press("p");
  expect(dialog().open).toBe(false);
});

test("the space bar opens it as well, and other keys do not", () => {
  const link = document.querySelector("a") as HTMLElement;
  link.dispatchEvent(new KeyboardEvent("keydown", { key: "x" }));
  expect(dialog().open).toBe(false);
  link.dispatchEvent(new KeyboardEvent("keydown", { key: " " }));
  expect(dialog().open).toBe(true);
});

test("a button and the arrow keys turn to the other card, once each, and leave the dialog open", () => {
  press("a");
  press("[data-other]");
  expect([dialog().open, scrollTo.mock.calls.length]).toEqual([true, 1]);
  dialog().dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
  expect(scrollTo.mock.calls.length).toBe(2);
  // Escape is the browser's: a handler that answers false would keep the dialog open.
  const pressed = new KeyboardEvent("keydown", { key: "Escape", cancelable: true });
  dialog().dispatchEvent(pressed);
  expect(pressed.defaultPrevented).toBe(false);
});
