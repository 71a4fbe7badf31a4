import { expect, test } from "vitest";
import { enhance } from "./enhance";

test("one tap opens the code, one tap closes it", () => {
  document.body.innerHTML =
    '<a href="#big" data-dialog="big">code</a><dialog id="big"><a href="#main">close</a></dialog>';
  const link = document.querySelector("a") as HTMLElement;
  const dialog = document.querySelector("dialog") as HTMLDialogElement;
  enhance(link);
  link.click();
  expect(dialog.open).toBe(true);
  dialog.querySelector("a")?.click();
  expect(dialog.open).toBe(false);
});

test("the space bar opens it as well", () => {
  document.body.innerHTML = '<a href="#big" data-dialog="big">code</a><dialog id="big"></dialog>';
  const link = document.querySelector("a") as HTMLElement;
  enhance(link);
  link.dispatchEvent(new KeyboardEvent("keydown", { key: " " }));
  expect(document.querySelector("dialog")?.open).toBe(true);
});
