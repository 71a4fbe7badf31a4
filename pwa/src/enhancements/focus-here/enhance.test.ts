import { expect, test } from "vitest";
import { enhance } from "./enhance";

test("the focus goes to the element", () => {
  document.body.innerHTML = '<div tabindex="-1"></div>';
  const element = document.querySelector("div") as HTMLElement;
  enhance(element);
  expect(document.activeElement).toBe(element);
});
