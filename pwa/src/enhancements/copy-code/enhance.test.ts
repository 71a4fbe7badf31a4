import { afterEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";

afterEach(() => {
  vi.useRealTimers();
});

test("a tap copies the code without its spaces, says so, and offers again", async () => {
  vi.useFakeTimers();
  const writeText = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  document.body.innerHTML = `<div data-code="A999123453" data-text-copied="Kopioitu">
    A 999 123 453 <button hidden><span data-label>Kopioi</span></button></div>`;
  const element = document.querySelector("div") as HTMLElement;
  enhance(element);
  const button = element.querySelector("button") as HTMLButtonElement;
  expect(button.hidden).toBe(false);
  button.click();
  await vi.advanceTimersByTimeAsync(0);
  expect(writeText).toHaveBeenCalledWith("A999123453");
  expect(button.textContent).toBe("Kopioitu");
  await vi.advanceTimersByTimeAsync(3000);
  expect(button.textContent).toBe("Kopioi");
});
