import { expect, test } from "vitest";
import { enhance } from "./enhance";

function submit(form: HTMLElement): boolean {
  return form.dispatchEvent(new Event("submit", { cancelable: true }));
}

test("the second tap is swallowed until the page is shown again", () => {
  const form = document.createElement("form");
  enhance(form);
  expect([submit(form), submit(form)]).toEqual([true, false]);
  dispatchEvent(new Event("pageshow"));
  expect(submit(form)).toBe(true);
});
