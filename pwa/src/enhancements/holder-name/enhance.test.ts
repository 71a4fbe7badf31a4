import { beforeEach, expect, test, vi } from "vitest";
import { enhance, STORAGE_KEY } from "./enhance";

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", vi.fn());
  document.body.innerHTML = `<p data-holder-name hidden></p>
    <details hidden><form><input type="text"></form></details>`;
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

test("an empty name takes it away", () => {
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
