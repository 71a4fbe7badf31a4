// What a phone shows when it is woken: words that the page left there, and never anything that came from elsewhere.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetWords, keepWords } from "../notice-words";
import { openCard, showNotice } from "./notices";
import { StubCaches } from "./stub-caches";

const WORDS = { title: "Kaikukortti", text: "Det finns något nytt för dig.", language: "sv" };

const showNotification = vi.fn();
const openWindow = vi.fn();
let pages: { url: string; focus: ReturnType<typeof vi.fn> }[];
const worker = () =>
  ({
    registration: { showNotification },
    clients: { matchAll: async () => pages, openWindow },
  }) as unknown as WorkerScope;

beforeEach(() => {
  pages = [];
  vi.stubGlobal("caches", new StubCaches());
});

afterEach(() => {
  vi.clearAllMocks();
});

test("a push is shown in the words that the page left, in its language", async () => {
  await keepWords(WORDS);
  await showNotice(worker());
  expect(showNotification).toHaveBeenCalledExactlyOnceWith("Kaikukortti", {
    body: WORDS.text,
    lang: "sv",
    icon: "/static/icons/icon-192.png",
    tag: "kaikukortti",
  });
});

test("where the words have gone, the name alone is shown", async () => {
  await keepWords(WORDS);
  await forgetWords();
  await showNotice(worker());
  expect(showNotification.mock.calls[0]?.[0]).toBe("Kaikukortti");
  expect(showNotification.mock.calls[0]?.[1].body).toBe("");
});

test("a tap goes to the card that is open, and opens it where none is", async () => {
  const close = vi.fn();
  const notification = { close } as unknown as Notification;
  await openCard(worker(), notification);
  expect(openWindow).toHaveBeenCalledExactlyOnceWith("/oma");
  pages = ["/kohteet", "/oma?uusi=1"].map((path) => ({ url: location.origin + path, focus: vi.fn() }));
  await openCard(worker(), notification);
  expect(openWindow).toHaveBeenCalledOnce();
  expect(pages.map(({ focus }) => focus.mock.calls.length)).toEqual([0, 1]);
  expect(close).toHaveBeenCalledTimes(2);
});

test("the worker listens for both", async () => {
  const listeners: Record<string, (event: never) => void> = {};
  const addEventListener = (name: string, listener: (event: never) => void) => {
    listeners[name] = listener;
  };
  vi.stubGlobal("self", { ...worker(), addEventListener });
  vi.stubGlobal("CACHED_PAGES", []);
  vi.stubGlobal("VERSION", "1");
  vi.resetModules();
  await import("./service-worker");
  const happen = async (name: string, more: object = {}) => {
    const work: Promise<unknown>[] = [];
    listeners[name]?.({ ...more, waitUntil: (one: Promise<unknown>) => work.push(one) } as never);
    await Promise.all(work);
  };
  await happen("push");
  expect(showNotification).toHaveBeenCalledOnce();
  await happen("notificationclick", { notification: { close: vi.fn() } });
  expect(openWindow).toHaveBeenCalledExactlyOnceWith("/oma");
});
