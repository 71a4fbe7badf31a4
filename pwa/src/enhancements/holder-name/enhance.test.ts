import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { enhance, STORAGE_KEY } from "./enhance";

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", vi.fn());
  document.body.innerHTML = `<p data-holder-name hidden></p>
    <details hidden><form><input type="text"></form></details>`;
});

afterEach(() => {
  vi.restoreAllMocks();
});

function write(name: string): void {
  const input = document.querySelector("input") as HTMLInputElement;
  input.value = name;
  document.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
}

test("a name written on the card is kept on the phone and shown", () => {
  enhance(document.querySelector("details") as HTMLElement);
  write("  Aino ");
  expect(localStorage.getItem(STORAGE_KEY)).toBe("Aino");
  expect(document.querySelector("p")?.textContent).toBe("Aino");
});

test("an empty name removes it", () => {
  localStorage.setItem(STORAGE_KEY, "Aino");
  enhance(document.querySelector("details") as HTMLElement);
  expect(document.querySelector("p")?.hidden).toBe(false);
  write("");
  expect(localStorage.getItem(STORAGE_KEY)).toBeNull();
  expect(document.querySelector("p")?.hidden).toBe(true);
});

test("the form never leaves the page", () => {
  enhance(document.querySelector("details") as HTMLElement);
  const submit = new Event("submit", { cancelable: true });
  document.querySelector("form")?.dispatchEvent(submit);
  expect(submit.defaultPrevented).toBe(true);
  expect(document.querySelector("input")?.hasAttribute("name")).toBe(false);
});

test("before the card is first seen, writing the name leads to it", () => {
  const assign = vi.spyOn(location, "assign").mockImplementation(() => undefined);
  const element = document.querySelector("details") as HTMLElement;
  element.dataset.next = "/oma";
  enhance(element);
  write("Aino");
  expect([localStorage.getItem(STORAGE_KEY), assign.mock.lastCall]).toEqual(["Aino", ["/oma"]]);
});

test("a phone without a card keeps no name", () => {
  localStorage.setItem(STORAGE_KEY, "Aino");
  document.body.innerHTML = "<div></div>";
  enhance(document.querySelector("div") as HTMLElement);
  expect(localStorage.getItem(STORAGE_KEY)).toBeNull();
});

test("where the phone keeps nothing for us, no name is asked for", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new DOMException("no", "SecurityError");
    },
  });
  enhance(document.querySelector("details") as HTMLElement);
  expect(document.querySelector("details")?.hidden).toBe(true);
});
