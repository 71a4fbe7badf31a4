import { expect, test, vi } from "vitest";
import { enhance } from "./enhance";

function pairingForm(): HTMLFormElement {
  document.body.innerHTML = '<form><input type="hidden" value="token"><input type="text"></form>';
  const form = document.querySelector("form") as HTMLFormElement;
  form.requestSubmit = vi.fn();
  return form;
}

test("the secret goes into the form, out of the address, and is sent", () => {
  location.hash = "#Qx7-secret";
  const form = pairingForm();
  enhance(form);
  expect(form.querySelector<HTMLInputElement>("[type=text]")?.value).toBe("Qx7-secret");
  expect(location.hash).toBe("");
  expect(form.requestSubmit).toHaveBeenCalledOnce();
});

test("without a secret the person types it", () => {
  location.hash = "";
  const form = pairingForm();
  enhance(form);
  expect(form.requestSubmit).not.toHaveBeenCalled();
});

test("a form that asks for more is filled in but not sent", () => {
  location.hash = "#Qx7-secret";
  const form = pairingForm();
  form.dataset.fillOnly = "";
  enhance(form);
  expect(form.querySelector<HTMLInputElement>("[type=text]")?.value).toBe("Qx7-secret");
  expect(form.requestSubmit).not.toHaveBeenCalled();
});

test("a second link opened in the same tab works too", () => {
  location.hash = "";
  const form = pairingForm();
  enhance(form);
  location.hash = "#second";
  window.dispatchEvent(new Event("hashchange"));
  expect(form.querySelector<HTMLInputElement>("[type=text]")?.value).toBe("second");
});
