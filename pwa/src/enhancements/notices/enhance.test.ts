import { beforeEach, expect, test, vi } from "vitest";
import { StubCaches } from "../../service-worker/stub-caches";
import { enhance } from "./enhance";

vi.mock("../../updates", () => ({ registerWorker: async () => undefined }));

const ENDPOINT = "https://fcm.googleapis.com/fcm/send/one";
const unsubscribe = vi.fn();
const subscribe = vi.fn();
const requestPermission = vi.fn();
let subscription: { endpoint: string; unsubscribe: typeof unsubscribe } | null;
let caches: StubCaches;

beforeEach(() => {
  vi.resetAllMocks();
  subscription = null;
  caches = new StubCaches();
  subscribe.mockResolvedValue({ endpoint: ENDPOINT });
  requestPermission.mockResolvedValue("granted");
  const registration = { pushManager: { subscribe, getSubscription: async () => subscription } };
  const serviceWorker = {
    ready: Promise.resolve(registration),
    getRegistration: async () => registration,
  };
  vi.stubGlobal("navigator", { serviceWorker });
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", { permission: "default", requestPermission });
  vi.stubGlobal("caches", caches);
});

function page({ isOn = false } = {}): HTMLElement {
  document.documentElement.lang = "fi";
  document.body.innerHTML = `<div data-key="BKey" data-title="Kaikukortti" data-text="Sinulle on uutta.">
    <div data-state="blocked" hidden></div><div data-state="impossible" hidden></div>
    <form data-state="off" hidden><input type="hidden" name="endpoint"><p data-failed hidden></p></form>
    ${isOn ? '<form data-state="on"></form>' : '<p data-state="scripts"></p>'}</div>`;
  for (const form of document.forms) form.submit = vi.fn();
  const root = document.querySelector("div") as HTMLElement;
  enhance(root);
  return root;
}

const part = (state: string) => document.querySelector<HTMLFormElement>(`[data-state="${state}"]`);
const shown = () =>
  [...document.querySelectorAll<HTMLElement>("[data-state]")]
    .filter(({ hidden }) => !hidden)
    .map(({ dataset }) => dataset.state);
const send = (state: string) => part(state)?.dispatchEvent(new Event("submit", { cancelable: true }));
const words = async () => (await caches.match("/oma/muistutus/sanat"))?.json();
const becomes = (...states: string[]) => vi.waitFor(() => expect(shown()).toEqual(states));

test("off is said, and turning on sends where the phone is reached and leaves the words there", async () => {
  page();
  await becomes("off");
  send("off");
  await vi.waitFor(() => expect(part("off")?.submit).toHaveBeenCalledOnce());
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: "BKey" });
  expect(document.querySelector("input")?.value).toBe(ENDPOINT);
  expect(await words()).toEqual({ title: "Kaikukortti", text: "Sinulle on uutta.", language: "fi" });
});

test("what was made with another key makes way", async () => {
  subscription = { endpoint: "old", unsubscribe };
  page();
  await becomes("off");
  send("off");
  await vi.waitFor(() => expect(part("off")?.submit).toHaveBeenCalledOnce());
  expect(unsubscribe).toHaveBeenCalledOnce();
});

test("on is said where register and browser agree, and turning off ends both", async () => {
  subscription = { endpoint: ENDPOINT, unsubscribe };
  page({ isOn: true });
  await vi.waitFor(async () => expect(await words()).toBeDefined());
  await becomes("on");
  send("on");
  await vi.waitFor(() => expect(part("on")?.submit).toHaveBeenCalledOnce());
  expect(unsubscribe).toHaveBeenCalledOnce();
  expect(await words()).toBeUndefined();
});

test("where the browser has forgotten what the register knows, it can be turned on again", async () => {
  page({ isOn: true });
  await becomes("off");
});

test("a browser that may never ask says what to do, before and after the question", async () => {
  page();
  await becomes("off");
  requestPermission.mockResolvedValue("denied");
  send("off");
  await becomes("blocked");
  expect(subscribe).not.toHaveBeenCalled();
  vi.stubGlobal("Notification", { permission: "denied", requestPermission });
  page();
  await becomes("blocked");
});

test.each([
  ["no answer to the question", () => requestPermission.mockResolvedValue("default")],
  ["a push service out of reach", () => subscribe.mockRejectedValue(new DOMException("no", "AbortError"))],
])("%s changes nothing, and can be tried again", async (_, happen) => {
  happen();
  page();
  await becomes("off");
  send("off");
  await vi.waitFor(() => expect(part("off")?.querySelector<HTMLElement>("p")?.hidden).toBe(false));
  expect(part("off")?.submit).not.toHaveBeenCalled();
});

test("a browser without push, such as an iPhone's tab, says how to get there", async () => {
  vi.stubGlobal("PushManager", undefined);
  Reflect.deleteProperty(window, "PushManager");
  page();
  await becomes("impossible");
});
