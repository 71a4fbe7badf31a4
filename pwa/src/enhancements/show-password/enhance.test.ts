import { expect, test } from "vitest";
import { enhance } from "./enhance";

test("the password is shown on request and hidden again before it is sent", () => {
  document.body.innerHTML = `<form><div data-text-show="Näytä" data-text-hide="Piilota">
    <input type="password"><button type="button" hidden></button></div></form>`;
  enhance(document.querySelector("div") as HTMLElement);
  const input = document.querySelector("input") as HTMLInputElement;
  const button = document.querySelector("button") as HTMLButtonElement;
  button.click();
  expect([input.type, button.textContent]).toEqual(["text", "Piilota"]);
  document.querySelector("form")?.dispatchEvent(new Event("submit"));
  expect([input.type, button.textContent]).toEqual(["password", "Näytä"]);
});
