import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { enhance, STORAGE_KEY } from "./enhance";

const assign = vi.fn();

beforeEach(() => {
  localStorage.clear();
  assign.mockReset();
  vi.spyOn(location, "assign").mockImplementation(assign);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const card = (codes: string) =>
  page(
    `<p data-holder-name="A1" hidden></p><p data-holder-name="B2" hidden></p><div data-codes="${codes}" hidden></div>`,
  );
const form = (codes = "A1 B2") =>
  page(`<div data-codes="${codes}" data-next="/oma" hidden><form><input type="text"></form></div>`);
function page(html: string): void {
  document.body.innerHTML = html;
  enhance(document.querySelector("div") as HTMLElement);
}
function write(name: string): void {
  const input = document.querySelector("input") as HTMLInputElement;
  input.value = name;
  document.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
}
const names = () =>
  [...document.querySelectorAll("p")].map(({ textContent, hidden }) => (hidden ? null : textContent));

test("a name is kept on the phone for its own card, and shown on it", () => {
  form();
  write("  Aino ");
  expect(assign).toHaveBeenCalledWith("/oma");
  card("A1 B2");
  expect(names()).toEqual(["Aino", null]);
  card("B2 A1");
  expect(names()).toEqual(["Aino", null]);
});

test("an empty name removes it", () => {
  form();
  write("Aino");
  form();
  expect(document.querySelector("input")?.value).toBe("Aino");
  write("");
  expect(localStorage.length).toBe(0);
});

test("the form never leaves the page", () => {
  form();
  const submit = new Event("submit", { cancelable: true });
  document.querySelector("form")?.dispatchEvent(submit);
  expect(submit.defaultPrevented).toBe(true);
  expect(document.querySelector("input")?.hasAttribute("name")).toBe(false);
});

test("a card that has left the phone takes its name along, and the other's stays", () => {
  form("A1");
  write("Aino");
  form("A1 B2".split(" ").reverse().join(" "));
  write("Eino");
  card("B2");
  expect(Object.keys(localStorage)).toEqual([`${STORAGE_KEY}.B2`]);
  page("<div></div>");
  expect(localStorage.length).toBe(0);
});

test("a name of the time when a phone carried one card stays with that card", () => {
  localStorage.setItem(STORAGE_KEY, "Aino");
  card("A1");
  expect(names()).toEqual(["Aino", null]);
  expect(Object.keys(localStorage)).toEqual([`${STORAGE_KEY}.A1`]);
});

test("where the phone keeps nothing for us, no name is asked for", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new DOMException("no", "SecurityError");
    },
  });
  form();
  expect(document.querySelector("div")?.hidden).toBe(true);
});
