import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `<p data-copied="A999123453">A 999 123 453</p>
    <div data-code="A999123453" data-text-copied="Kopioitu">
    <button hidden>Kopioi</button><span role="status"></span></div>`;
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const element = () => document.querySelector("div") as HTMLElement;
const status = () => document.querySelector("[role=status]")?.textContent;

test.each(["button", "p"])(
  "a tap on the %s copies the code without its spaces, and says so",
  async (tapped) => {
    const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    enhance(element());
    document.querySelector<HTMLElement>(tapped)?.click();
    await vi.advanceTimersByTimeAsync(0);
    expect(writeText).toHaveBeenCalledWith("A999123453");
    expect(status()).toBe("Kopioitu");
    await vi.advanceTimersByTimeAsync(3000);
    expect(status()).toBe("");
  },
);

test("the button keeps its name while something is said", async () => {
  vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  enhance(element());
  const button = document.querySelector("button") as HTMLButtonElement;
  button.click();
  await vi.advanceTimersByTimeAsync(0);
  expect([button.hidden, button.textContent]).toEqual([false, "Kopioi"]);
});

test("where the browser refuses, nothing is said", async () => {
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("no"));
  enhance(element());
  document.querySelector("button")?.click();
  await vi.advanceTimersByTimeAsync(0);
  expect(status()).toBe("");
});
