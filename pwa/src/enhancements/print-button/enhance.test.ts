import { expect, test, vi } from "vitest";
import { enhance } from "./enhance";

test("the button appears and prints", () => {
  const print = vi.fn();
  vi.stubGlobal("print", print);
  const button = document.createElement("button");
  button.hidden = true;
  enhance(button);
  button.click();
  expect(button.hidden).toBe(false);
  expect(print).toHaveBeenCalledOnce();
});
