import { beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";

const by = <T extends HTMLElement>(selector: string) => document.querySelector(selector) as T;

beforeEach(() => {
  // jsdom lays nothing out: whatever is not in a hidden part counts as shown.
  vi.spyOn(HTMLElement.prototype, "getClientRects").mockReturnValue([{}] as unknown as DOMRectList);
  document.body.innerHTML = `<form><button id="first" type="submit" tabindex="-1">Next</button>
    <input type="hidden" name="card_id"><input id="a" type="radio" name="carrier" checked><input id="b" type="radio" name="carrier">
    <input id="code"><div hidden><input type="file"></div><button id="minus" type="button">−</button><input id="year">
    <select id="gender"><option>Choose</option></select><button id="issue">Issue</button></form>`;
  enhance(by("form"));
});

function enter(): boolean {
  const event = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
  return (document.activeElement as HTMLElement).dispatchEvent(event);
}

test("Enter walks over the answers to the button, which alone sends", () => {
  by("#a").focus();
  const way = [1, 2, 3, 4].map(() => [enter(), document.activeElement?.id]);
  expect(way).toEqual([
    [false, "code"],
    [false, "year"],
    [false, "gender"],
    [false, "issue"],
  ]);
  expect(enter()).toBe(true);
});

test("a button of its own keeps its Enter, and what another part has taken is left alone", () => {
  by("#minus").focus();
  expect([enter(), document.activeElement?.id]).toEqual([true, "minus"]);
  by("#code").addEventListener("keydown", (event) => event.preventDefault());
  by("#code").focus();
  expect([enter(), document.activeElement?.id]).toEqual([false, "code"]);
});
