import { beforeEach, expect, test } from "vitest";
import { enhance } from "./enhance";

beforeEach(() => {
  document.body.innerHTML = `<nav><a href="#card-1">one</a><a href="#card-2">two</a></nav>
    <div><p id="card-1"></p><p id="card-2"></p></div><dialog></dialog>`;
  const lane = document.querySelector("div") as HTMLElement;
  Object.defineProperty(lane, "clientWidth", { value: 360 });
  Object.defineProperty(lane, "scrollWidth", { value: 720 });
  lane.scrollTo = ((options: ScrollToOptions) => {
    lane.scrollLeft = options.left ?? 0;
    lane.dispatchEvent(new Event("scroll"));
  }) as typeof lane.scrollTo;
  enhance(document.querySelector("nav") as HTMLElement);
});

const current = () => document.querySelector("[aria-current]")?.textContent;
const type = (key: string, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

test("the link of the card in view says so, whoever turned to it", () => {
  expect(current()).toBe("one");
  document.querySelector<HTMLElement>("a:nth-child(2)")?.click();
  expect(current()).toBe("two");
  type("ArrowLeft");
  expect(current()).toBe("one");
  type("ArrowRight");
  expect(current()).toBe("two");
});

test("the page begins with the card that it is about, and the other takes no height", () => {
  const [first, second] = document.querySelectorAll("p");
  expect([first, second].map((card) => card?.hasAttribute("data-aside"))).toEqual([false, true]);
  document.querySelector("a")?.removeAttribute("aria-current");
  document.querySelector("a:nth-child(2)")?.setAttribute("aria-current", "true");
  enhance(document.querySelector("nav") as HTMLElement);
  expect(current()).toBe("two");
  expect([first, second].map((card) => card?.hasAttribute("data-aside"))).toEqual([true, false]);
});

test("keys in the dialog are its own", () => {
  type("ArrowRight", document.querySelector("dialog") as HTMLElement);
  expect(current()).toBe("one");
});
