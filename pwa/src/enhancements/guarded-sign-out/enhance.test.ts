import { openDB } from "idb";
import { beforeEach, expect, test, vi } from "vitest";
import { ensureDevice, storedDevice } from "../../device/device";
import { FakeRegister } from "../../fake-register/fake-register";
import { waiting } from "../../outbox/outbox";
import { put } from "../../outbox/put";
import { closeDatabase } from "../../storage/database";
import { freshStorage } from "../../storage/fresh-storage";
import { enhance } from "./enhance";

const UNDO = { type: "undo", visit_id: "v", reason: "mistake" } as const;
let register: FakeRegister;
let form: HTMLFormElement;

beforeEach(async () => {
  freshStorage();
  register = new FakeRegister();
  register.open();
  await ensureDevice(7);
  document.body.innerHTML =
    '<form><div data-sign-out-refused tabindex="-1" hidden>Visits wait</div><div data-sign-out-unseen tabindex="-1" hidden><button data-sign-out-anyway></button></div></form>';
  form = document.querySelector("form") as HTMLFormElement;
  form.submit = vi.fn();
  enhance(form);
});

const signOut = () => form.dispatchEvent(new Event("submit", { cancelable: true }));
const message = () => document.querySelector("[data-sign-out-refused]") as HTMLElement;

test("with nothing waiting, signing out removes the device from the phone first", async () => {
  expect(signOut()).toBe(false);
  signOut();
  await vi.waitFor(() => expect(form.submit).toHaveBeenCalledOnce());
  expect(await storedDevice()).toBeNull();
  expect(message().hidden).toBe(true);
});

test("what waits is sent before", async () => {
  await put(UNDO);
  signOut();
  await vi.waitFor(() => expect(form.submit).toHaveBeenCalledOnce());
  expect(register.kept.size).toBe(1);
});

test("what cannot be sent keeps the person signed in, and says so", async () => {
  register.weather = () => "offline";
  await put(UNDO);
  signOut();
  await vi.waitFor(() => expect(message().hidden).toBe(false));
  expect(document.activeElement).toBe(message());
  expect(form.submit).not.toHaveBeenCalled();
  expect([(await waiting()).length, (await storedDevice())?.id]).toEqual([1, "device-1"]);
  await vi.waitFor(() => expect(form.hasAttribute("aria-busy")).toBe(false));
});

test("a refused visit that nobody has read is not left behind either", async () => {
  const { id } = await put(UNDO);
  register.refusals.set(id, "no");
  signOut();
  await vi.waitFor(() => expect(message().hidden).toBe(false));
});

test("a browser that keeps nothing signs out as ever", async () => {
  freshStorage();
  vi.stubGlobal("indexedDB", undefined);
  signOut();
  await vi.waitFor(() => expect(form.submit).toHaveBeenCalledOnce());
});

test("visits in a database that a newer page has upgraded are not left behind unseen", async () => {
  await put(UNDO);
  closeDatabase();
  (await openDB("kaikukortti", 9)).close();
  signOut();
  await vi.waitFor(() => expect(message().hidden).toBe(false));
  expect(form.submit).not.toHaveBeenCalled();
});

test("where nobody can see whether visits wait it says so, and lets the person decide", async () => {
  closeDatabase();
  const refuse = () => {
    throw new DOMException("corrupt", "UnknownError");
  };
  vi.stubGlobal("indexedDB", { open: refuse });
  signOut();
  const unseen = document.querySelector("[data-sign-out-unseen]") as HTMLElement;
  await vi.waitFor(() => expect(unseen.hidden).toBe(false));
  expect(form.submit).not.toHaveBeenCalled();
  expect(message().hidden).toBe(true);
  await vi.waitFor(() => expect(form.hasAttribute("aria-busy")).toBe(false));
  const submitter = document.querySelector("button");
  form.dispatchEvent(new SubmitEvent("submit", { cancelable: true, submitter }));
  await vi.waitFor(() => expect(form.submit).toHaveBeenCalledOnce());
});
