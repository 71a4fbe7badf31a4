import { expect, test } from "vitest";
import { enhance } from "./enhance";

function stepper(value: string): { input: HTMLInputElement; fewer: HTMLElement; more: HTMLElement } {
  document.body.innerHTML = `<div data-minimum="0" data-maximum="2">
    <button type="button" data-step="-1" hidden>−</button><input value="${value}">
    <button type="button" data-step="1" hidden>+</button></div>`;
  enhance(document.querySelector("div") as HTMLElement);
  const [fewer, more] = [...document.querySelectorAll("button")] as unknown as [HTMLElement, HTMLElement];
  return { input: document.querySelector("input") as HTMLInputElement, fewer, more };
}

test("more and fewer, within the bounds", () => {
  const { input, fewer, more } = stepper("1");
  more.click();
  more.click();
  expect(input.value).toBe("2");
  expect(more.getAttribute("aria-disabled")).toBe("true");
  fewer.click();
  expect(input.value).toBe("1");
  expect(more.getAttribute("aria-disabled")).toBe("false");
});

test("an answer that nobody gave is none at the tap of either button", () => {
  const { input, fewer, more } = stepper("");
  expect([fewer, more].map((one) => one.getAttribute("aria-disabled"))).toEqual(["false", "false"]);
  fewer.click();
  expect([input.value, fewer.getAttribute("aria-disabled")]).toEqual(["0", "true"]);
  input.value = "";
  more.click();
  expect(input.value).toBe("1");
});

test("nonsense counts as none", () => {
  const { input, more } = stepper("x");
  more.click();
  expect(input.value).toBe("1");
});
