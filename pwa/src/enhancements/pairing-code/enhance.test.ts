import { expect, test, vi } from "vitest";
import contract from "../../../../tests/contracts/pairing_codes.json";
import { enhance } from "./enhance";

const slip = contract.find(({ kind }) => kind === "slip")?.typed ?? "";

function pairingForm(texts: string): { form: HTMLFormElement; input: HTMLInputElement; send: () => boolean } {
  document.body.innerHTML = `<form><div data-text-error="Error:" ${texts}><div class="govuk-form-group">
    <label for="secret">Code</label><input id="secret"></div></div></form>`;
  const form = document.querySelector("form") as HTMLFormElement;
  const input = document.querySelector("input") as HTMLInputElement;
  enhance(document.querySelector("[data-text-error]") as HTMLElement);
  return { form, input, send: () => form.dispatchEvent(new Event("submit", { cancelable: true })) };
}

const TEXTS = 'data-text-mistyped="a typing error" data-text-card-code="the card’s"';

test("a typing error is told at the field and nothing is sent", () => {
  const { form, input, send } = pairingForm(TEXTS);
  const later = vi.fn();
  form.addEventListener("submit", later);
  input.value = slip.slice(0, -1);
  expect(send()).toBe(false);
  expect(later).not.toHaveBeenCalled();
  const error = document.getElementById("secret-error");
  expect(error?.textContent).toBe("Error: a typing error");
  expect(input.getAttribute("aria-describedby")).toBe("secret-error");
  expect(document.activeElement).toBe(input);
});

test("the card's own code is told as that, in place of what was said before", () => {
  const { input, send } = pairingForm(TEXTS);
  input.value = "nonsense";
  send();
  input.value = "A 999 123 453";
  expect(send()).toBe(false);
  expect(document.querySelectorAll(".govuk-error-message")).toHaveLength(1);
  expect(document.getElementById("secret-error")?.textContent).toBe("Error: the card’s");
});

test("a well-formed code is sent, and so is nothing: the server asks for it", () => {
  const { input, send } = pairingForm(TEXTS);
  input.value = slip.toLowerCase();
  expect(send()).toBe(true);
  input.value = " ";
  expect(send()).toBe(true);
});

test("where cards have nothing to do with it, a card's code is a typing error", () => {
  const { input, send } = pairingForm('data-text-mistyped="a typing error"');
  input.value = "A999123453";
  expect(send()).toBe(false);
  expect(document.getElementById("secret-error")?.textContent).toBe("Error: a typing error");
});
