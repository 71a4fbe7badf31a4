import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";

let now = 0;

function press(target: HTMLElement, key: string, gap: number, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  now += gap;
  Object.defineProperty(event, "timeStamp", { value: now });
  target.dispatchEvent(event);
  return event;
}

/** Types as a keyboard does: a character that nobody stopped lands in the input that has the focus. */
function type(text: string, gap: number): void {
  for (const key of text) {
    const target = document.activeElement as HTMLElement;
    const event = press(target, key, gap);
    if (!event.defaultPrevented && target instanceof HTMLInputElement) target.value += key;
  }
}

const by = <T extends HTMLElement>(selector: string) => document.querySelector(selector) as T;
const field = () => by<HTMLInputElement>('input[name="code"]');

const listening = vi.spyOn(document, "addEventListener");

beforeEach(() => {
  now += 10_000;
  document.body.innerHTML = `<button id="record">Record</button><input id="children" value="2">
    <form><input name="code"></form>`;
  enhance(by("form"));
});

afterEach(() => {
  // One page's listeners must not hear the next test's keys.
  for (const [name, listener] of listening.mock.calls)
    document.removeEventListener(name, listener as EventListener);
  listening.mockClear();
});

test("a scan while a button has the focus goes to the code field, the Enter with it", () => {
  by("#record").focus();
  type("A999123453", 15);
  expect(field().value).toBe("A999123453");
  expect(document.activeElement).toBe(field());
});

test("a scanner that sends capitals with Shift is understood", () => {
  by("#record").focus();
  press(by("#record"), "Shift", 5);
  type("A999", 15);
  expect(field().value).toBe("A999");
});

test("the Enter of a scanner too slow to be collected presses no button", () => {
  by("#record").focus();
  type("A9", 400);
  expect(press(by("#record"), "Enter", 300).defaultPrevented).toBe(true);
});

test("Enter on a button is a press when nothing was typed", () => {
  expect(press(by("#record"), "Enter", 5000).defaultPrevented).toBe(false);
});

test("a scan into another input leaves that as it was", () => {
  by("#children").focus();
  type("A999123453", 15);
  expect(by<HTMLInputElement>("#children").value).toBe("2");
  expect(field().value).toBe("A999123453");
});

test("a number typed by hand stays where it was typed", () => {
  by("#children").focus();
  type("10000", 120);
  expect(by<HTMLInputElement>("#children").value).toBe("210000");
  expect(field().value).toBe("");
});

test("shortcuts and held keys are no scan", () => {
  by("#record").focus();
  for (const key of "abcdef") press(by("#record"), key, 10, { ctrlKey: true });
  for (const key of "111111") press(by("#record"), key, 10, { repeat: true });
  expect(field().value).toBe("");
});

test("a code that came back with an error is selected, so that the next scan replaces it", () => {
  field().defaultValue = "A99";
  enhance(by("form"));
  expect([field().selectionStart, field().selectionEnd]).toEqual([0, 3]);
});

test("what is being typed while the page wakes up is kept", () => {
  field().focus();
  field().value = "A9";
  field().setSelectionRange(2, 2);
  enhance(by<HTMLFormElement>("form"));
  expect([field().selectionStart, field().selectionEnd]).toEqual([2, 2]);
});
