import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pathOf, StubCaches } from "./stub-caches";

const ORIGIN = location.origin;
const HTML = { "Content-Type": "text/html" };
const OURS = { ...HTML, "Kaikukortti-Page": "counter" };
const OUR_PAGE = { ...HTML, "Kaikukortti-Page": "page" };
const CARD = { ...HTML, "Kaikukortti-Page": "card" };
const NO_CARD = { ...HTML, "Kaikukortti-Page": "no-card" };
const SHELL_TEXT = '<script src="/static/build/main-A.js">';

const CACHED_PAGES = [
  { name: "counter", path: "/kohde", page: "/kohde/kuori", patienceMs: 3_000, failsFrom: 500 },
  { name: "card", path: "/oma", page: "/oma", patienceMs: 2_000, failsFrom: 300 },
].map((page, at) => ({ ...page, files: [["/static/build/main-A.js"], ["/static/build/card-A.css"]][at] }));
const open = (path: string) => ({ url: ORIGIN + path, postMessage: vi.fn() });

let listeners: Record<string, (event: never) => void>;
let caches: StubCaches;
let answers: Record<string, () => Response | Promise<Response>>;
let pages: { url: string; postMessage: ReturnType<typeof vi.fn> }[];
const skipWaiting = vi.fn();
const drain = vi.fn();
vi.mock("../outbox/drain", () => ({ drain: () => drain() }));

async function startWorker(version: string): Promise<void> {
  vi.resetModules();
  vi.stubGlobal("VERSION", version);
  listeners = {};
  vi.stubGlobal("self", {
    addEventListener: (name: string, listener: (event: never) => void) => {
      listeners[name] = listener;
    },
    skipWaiting,
    clients: { claim: async () => undefined, matchAll: async () => pages },
  });
  await import("./service-worker");
}

/** What the worker does at an event that it keeps itself awake for. */
async function happen(name: string, more: object = {}): Promise<void> {
  const work: Promise<unknown>[] = [];
  listeners[name]?.({ ...more, waitUntil: (one: Promise<unknown>) => work.push(one) } as never);
  await Promise.all(work);
}

/** What a page gets, or null when the worker keeps out of it. */
async function get(
  path: string,
  { mode = "navigate", method = "GET", isPatient = true } = {},
): Promise<string | null> {
  let response: Promise<Response> | null = null;
  const work: Promise<unknown>[] = [];
  const event = {
    request: { url: path.startsWith("http") ? path : ORIGIN + path, mode, method },
    respondWith: (answer: Promise<Response>) => {
      response = answer;
    },
    waitUntil: (one: Promise<unknown>) => work.push(one),
  };
  listeners.fetch?.(event as never);
  if (!response) return null;
  const answer = await (response as Promise<Response>);
  if (isPatient) await Promise.all(work);
  return answer.type === "error" ? "error" : await answer.text();
}

beforeEach(async () => {
  caches = new StubCaches();
  pages = [open("/kohde")];
  drain.mockReset().mockResolvedValue({ problem: null });
  answers = {
    "/kohde": () => new Response("counter", { headers: OURS }),
    "/kohde/kuori": () => new Response(SHELL_TEXT, { headers: OURS }),
    "/oma": () => new Response("card", { headers: CARD }),
    "/ei-verkkoa": () => new Response("no connection", { headers: OUR_PAGE }),
    "/static/build/main-A.js": () => new Response("script"),
    "/static/build/card-A.css": () => new Response("style"),
  };
  vi.stubGlobal("caches", caches);
  vi.stubGlobal("CACHED_PAGES", CACHED_PAGES);
  vi.stubGlobal("fetch", async (asked: Request | string) => {
    const answer = answers[pathOf(asked)];
    if (!answer) throw new TypeError("Failed to fetch");
    return await answer();
  });
  await startWorker("1");
  await happen("install");
});

afterEach(() => {
  vi.useRealTimers();
});

function loseNetwork(): void {
  answers = {};
}

test("without a network the counter is there with its files, and other pages say that they are not", async () => {
  loseNetwork();
  expect(await get("/kohde")).toBe(SHELL_TEXT);
  expect(await get("/static/build/main-A.js", { mode: "no-cors" })).toBe("script");
  expect(await get("/kohde/kirjaukset")).toBe("no connection");
});

test.each([
  ["a portal's page", () => new Response("Log in", { headers: HTML })],
  ["a portal's refusal", () => new Response("Log in", { status: 403, headers: HTML })],
  ["a server that fails", () => new Response("oh", { status: 500, headers: OURS })],
  ["a proxy without its server", () => new Response("oh", { status: 502, headers: HTML })],
])("%s is not shown instead of the counter", async (_, answer) => {
  answers["/kohde"] = answer;
  expect(await get("/kohde")).toBe(SHELL_TEXT);
});

test("a register that does not answer within three seconds is not waited for", async () => {
  vi.useFakeTimers();
  answers["/kohde"] = () => new Promise(() => undefined);
  const shown = get("/kohde", { isPatient: false });
  await vi.advanceTimersByTimeAsync(3_001);
  expect(await shown).toBe(SHELL_TEXT);
});

test("the register's own answers are shown: the counter, a refusal, the way to the sign-in", async () => {
  expect(await get("/kohde?from=home")).toBe("counter");
  answers["/kohde"] = () => new Response("not for your role", { status: 403, headers: OUR_PAGE });
  expect(await get("/kohde")).toBe("not for your role");
  const redirect = {
    type: "opaqueredirect",
    status: 0,
    headers: new Headers(),
    text: async () => "redirect",
  };
  answers["/kohde"] = () => redirect as unknown as Response;
  expect(await get("/kohde")).toBe("redirect");
});

test("each good answer brings the kept page up to date, unless it is of another version", async () => {
  const svenska = `${SHELL_TEXT} svenska`;
  answers["/kohde/kuori"] = () => new Response(svenska, { headers: OURS });
  await get("/kohde");
  answers["/kohde/kuori"] = () => new Response('<script src="/static/build/main-B.js">', { headers: OURS });
  await get("/kohde");
  loseNetwork();
  expect(await get("/kohde")).toBe(svenska);
});

test("a portal's page is not kept instead of the counter, neither at first nor later", async () => {
  answers["/kohde/kuori"] = () => new Response("Log in", { headers: HTML });
  await get("/kohde");
  await startWorker("2");
  await expect(happen("install")).rejects.toThrow("not of this version");
  loseNetwork();
  await startWorker("1");
  expect(await get("/kohde")).toBe(SHELL_TEXT);
});

/** A holder's phone: the card is what is open when the worker is set up. */
async function carryCard(): Promise<void> {
  caches.byName.clear();
  pages = [open("/oma")];
  await happen("install");
}

test("a holder's phone keeps the card and what it needs, not the counter", async () => {
  await carryCard();
  expect([...caches.byName].map(([name, cache]) => [name, [...cache.keys()].sort()])).toEqual([
    ["kaikukortti-card", ["/oma"]],
    ["kaikukortti-1", ["/ei-verkkoa", "/static/build/card-A.css"]],
  ]);
  loseNetwork();
  expect(await get("/oma")).toBe("card");
  expect(await get("/static/build/card-A.css", { mode: "no-cors" })).toBe("style");
  expect(await get("/kohde")).toBe("no connection");
});

test("who opens the counter later has it kept as well", async () => {
  await carryCard();
  await get("/kohde");
  loseNetwork();
  expect(await get("/kohde")).toBe(SHELL_TEXT);
  expect(await get("/oma")).toBe("card");
});

test("what the register says of the card now replaces what it said before", async () => {
  await carryCard();
  answers["/oma"] = () => new Response("withdrawn", { headers: CARD });
  expect(await get("/oma")).toBe("withdrawn");
  loseNetwork();
  expect(await get("/oma?from=home")).toBe("withdrawn");
});

test.each([
  ["a portal's page", () => new Response("Log in", { headers: HTML })],
  ["a server that fails", () => new Response("oh", { status: 500, headers: OUR_PAGE })],
  ["a refusal for asking too often", () => new Response("slow down", { status: 429, headers: OUR_PAGE })],
  ["a portal's redirect", () => ({ type: "opaqueredirect", status: 0, headers: new Headers() }) as Response],
])("%s is not shown instead of the card, nor cached", async (_, answer) => {
  await carryCard();
  answers["/oma"] = answer;
  expect(await get("/oma")).toBe("card");
  loseNetwork();
  expect(await get("/oma")).toBe("card");
});

test("the first steps with a card are shown and not kept", async () => {
  await carryCard();
  answers["/oma"] = () => new Response("welcome", { headers: OUR_PAGE });
  expect(await get("/oma?uusi=1")).toBe("welcome");
  loseNetwork();
  expect(await get("/oma")).toBe("card");
});

test("an answer that comes too late to be shown is kept for the next time", async () => {
  await carryCard();
  vi.useFakeTimers();
  let arrive: (response: Response) => void = () => undefined;
  answers["/oma"] = () =>
    new Promise((resolve) => {
      arrive = resolve;
    });
  const shown = get("/oma");
  await vi.advanceTimersByTimeAsync(2_001);
  arrive(new Response("ended", { headers: CARD }));
  expect(await shown).toBe("card");
  loseNetwork();
  expect(await get("/oma")).toBe("ended");
});

test.each(["/oma", "/elsewhere"])(
  "a phone that has no card any more forgets it when it hears so at %s",
  async (path) => {
    await carryCard();
    answers[path] = () => new Response("no card here", { headers: NO_CARD });
    expect(await get(path)).toBe("no card here");
    loseNetwork();
    expect(await get("/oma")).toBe("no connection");
  },
);

test("a newer version keeps the card too, and one whose holder has left needs none", async () => {
  await carryCard();
  pages = [];
  await startWorker("2");
  await happen("install");
  await happen("activate");
  expect([...caches.byName.keys()]).toEqual(["kaikukortti-card", "kaikukortti-2"]);
  answers["/oma"] = () => new Response("no card here", { headers: NO_CARD });
  await startWorker("3");
  await happen("install");
  expect(caches.byName.has("kaikukortti-card")).toBe(false);
});

test("a card of a newer version is kept at once: it may have been withdrawn", async () => {
  await carryCard();
  const newer = 'withdrawn <link href="/static/build/card-B.css">';
  answers["/oma"] = () => new Response(newer, { headers: CARD });
  await get("/oma");
  loseNetwork();
  expect(await get("/oma")).toBe(newer);
});

test("answers of the API, other sites and what is sent pass by untouched", async () => {
  expect(await get("/api/visits", { mode: "cors" })).toBeNull();
  expect(await get("/kohde", { method: "POST" })).toBeNull();
  expect(await get("http://elsewhere.example/")).toBeNull();
  expect([...caches.byName.values()].flatMap((cache) => [...cache.keys()]).sort()).toEqual([
    "/ei-verkkoa",
    "/kohde/kuori",
    "/static/build/main-A.js",
  ]);
});

test("files of a newer version come from the network; the older ones stay until it is activated", async () => {
  answers["/static/build/main-B.js"] = () => new Response("newer");
  expect(await get("/static/build/main-B.js", { mode: "cors" })).toBe("newer");
  caches.byName.set("someone-else", new Map());
  await startWorker("2");
  await happen("install");
  expect([...caches.byName.keys()]).toEqual(["kaikukortti-1", "someone-else", "kaikukortti-2"]);
  await happen("activate");
  expect([...caches.byName.keys()]).toEqual(["someone-else", "kaikukortti-2"]);
});

test("a new version is activated when a person asks for it, and not before", async () => {
  await happen("message", { data: "hello" });
  expect(skipWaiting).not.toHaveBeenCalled();
  await happen("message", { data: "take-over" });
  expect(skipWaiting).toHaveBeenCalledOnce();
});

test("woken by the network, the worker sends, tells the pages, and asks to be woken again if it could not", async () => {
  await happen("sync");
  expect(drain).toHaveBeenCalledOnce();
  expect(pages[0]?.postMessage).toHaveBeenCalledWith("sync");
  drain.mockResolvedValueOnce({ problem: "offline" });
  await expect(happen("sync")).rejects.toThrow("offline");
});
