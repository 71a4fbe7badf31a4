import { beforeEach, expect, test } from "vitest";
import { preference } from "../../scanner/preferences";
import { offerSwitches } from "./switches";

const button = (name: string) => document.querySelector<HTMLButtonElement>(`[data-camera="${name}"]`);

function page(): void {
  document.body.innerHTML = ["sound", "vibration"]
    .map((name) => `<button type="button" data-camera="${name}" hidden></button>`)
    .join("");
  offerSwitches(document.body);
}

beforeEach(() => {
  localStorage.clear();
  Object.defineProperty(navigator, "vibrate", { value: () => true, configurable: true });
});

test("sound and vibration can be turned off for good", () => {
  page();
  button("sound")?.click();
  expect(preference("sound")).toBe("off");
  page();
  expect([button("sound"), button("vibration")].map((one) => one?.getAttribute("aria-pressed"))).toEqual([
    "false",
    "true",
  ]);
});

test("vibration is offered to a device that can", () => {
  Reflect.deleteProperty(navigator, "vibrate");
  page();
  expect([button("sound")?.hidden, button("vibration")?.hidden]).toEqual([false, true]);
});
