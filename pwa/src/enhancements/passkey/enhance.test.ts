import { beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";

const QUESTION = {
  challenge: "AP-_",
  rpId: "localhost",
  allowCredentials: [{ type: "public-key", id: "AQI" }],
};
const bytes = (...numbers: number[]) => new Uint8Array(numbers).buffer;
const CREDENTIAL = {
  id: "AQI",
  rawId: bytes(1, 2),
  type: "public-key",
  response: {
    clientDataJSON: bytes(3),
    authenticatorData: bytes(4),
    signature: bytes(255, 254, 253),
    userHandle: bytes(7),
  },
};

function passkeyForm(question: object): HTMLFormElement {
  document.body.innerHTML = `<form><input type="hidden" name="answer"><p data-failed hidden></p>
    <div data-ready hidden></div><p data-missing></p></form>`;
  const form = document.querySelector("form") as HTMLFormElement;
  form.dataset.options = JSON.stringify(question);
  form.submit = vi.fn();
  enhance(form);
  return form;
}

const hidden = (form: HTMLFormElement, name: string) =>
  form.querySelector<HTMLElement>(`[data-${name}]`)?.hidden;
const send = (form: HTMLFormElement) => form.dispatchEvent(new Event("submit", { cancelable: true }));

beforeEach(() => {
  vi.stubGlobal("PublicKeyCredential", class {});
});

test("the phone's answer goes into the form, bytes as base64url, and the form is sent", async () => {
  const get = vi.fn().mockResolvedValue(CREDENTIAL);
  vi.stubGlobal("navigator", { credentials: { get } });
  const form = passkeyForm(QUESTION);
  send(form);
  await vi.waitFor(() => expect(form.submit).toHaveBeenCalledOnce());
  const { publicKey } = get.mock.calls[0]?.[0] ?? {};
  expect([...publicKey.challenge]).toEqual([0, 255, 191]);
  expect([...publicKey.allowCredentials[0].id]).toEqual([1, 2]);
  expect(JSON.parse(form.querySelector("input")?.value ?? "")).toEqual({
    id: "AQI",
    rawId: "AQI",
    type: "public-key",
    response: { clientDataJSON: "Aw", authenticatorData: "BA", signature: "__79", userHandle: "Bw" },
    clientExtensionResults: {},
  });
});

test("a question about a user makes a passkey", async () => {
  const create = vi.fn().mockResolvedValue({ ...CREDENTIAL, response: { attestationObject: bytes(1) } });
  vi.stubGlobal("navigator", { credentials: { create } });
  const form = passkeyForm({ ...QUESTION, user: { id: "AQID", name: "Kaikukortti" } });
  send(form);
  await vi.waitFor(() => expect(form.submit).toHaveBeenCalledOnce());
  expect([...(create.mock.calls[0]?.[0].publicKey.user.id ?? [])]).toEqual([1, 2, 3]);
});

test("who thinks better of it reads that nothing was changed, and may try again", async () => {
  const get = vi
    .fn()
    .mockRejectedValueOnce(new DOMException("no", "NotAllowedError"))
    .mockResolvedValue(CREDENTIAL);
  vi.stubGlobal("navigator", { credentials: { get } });
  const form = passkeyForm(QUESTION);
  send(form);
  await vi.waitFor(() => expect(hidden(form, "failed")).toBe(false));
  expect(form.submit).not.toHaveBeenCalled();
  send(form);
  await vi.waitFor(() => expect(form.submit).toHaveBeenCalledOnce());
  expect(hidden(form, "failed")).toBe(true);
});

test("a browser without passkeys says so, and offers no button", () => {
  vi.stubGlobal("PublicKeyCredential", undefined);
  Reflect.deleteProperty(window, "PublicKeyCredential");
  const form = passkeyForm(QUESTION);
  expect([hidden(form, "ready"), hidden(form, "missing")]).toEqual([true, false]);
});
