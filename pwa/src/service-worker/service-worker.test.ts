import { afterEach, beforeEach, expect, test, vi } from "vitest";

const ORIGIN = location.origin;
const HTML = { "Content-Type": "text/html" };
const OURS = { ...HTML, "Kaikukortti-Page": "counter" };
const OUR_PAGE = { ...HTML, "Kaikukortti-Page": "page" };
const SHELL_TEXT = '<script src="/static/build/main-A.js">';

/** Caches as far as the worker uses them. */
class StubCaches {
  readonly rooms = new Map<string, Map<string, Response>>();
  async open(name: string) {
    const room = this.rooms.get(name) ?? new Map<string, Response>();
    this.rooms.set(name, room);
    const match = async (asked: Request | string) => room.get(pathOf(asked))?.clone();
    const put = async (asked: string, response: Response) => void room.set(asked, response);
    const addAll = async (files: string[]) => {
      for (const file of files) room.set(file, await fetch(file));
    };
    return { match, put, addAll };
  }
  async match(asked: Request | string) {
    return [...this.rooms.values()]
      .map((room) => room.get(pathOf(asked)))
      .find(Boolean)
      ?.clone();
  }
  keys = async () => [...this.rooms.keys()];
  delete = async (name: string) => this.rooms.delete(name);
}

const pathOf = (asked: Request | string) => (typeof asked === "string" ? asked : new URL(asked.url).pathname);

let heard: Record<string, (event: never) => void>;
let caches: StubCaches;
let answers: Record<string, () => Response | Promise<Response>>;
let pages: { postMessage: ReturnType<typeof vi.fn> }[];
const skipWaiting = vi.fn();
const drain = vi.fn();
vi.mock("../outbox/drain", () => ({ drain: () => drain() }));

async function startWorker(version: string): Promise<void> {
  vi.resetModules();
  vi.stubGlobal("VERSION", version);
  heard = {};
  vi.stubGlobal("self", {
    addEventListener: (name: string, listener: (event: never) => void) => {
      heard[name] = listener;
    },
    skipWaiting,
    clients: { claim: async () => undefined, matchAll: async () => pages },
  });
  await import("./service-worker");
}

/** What the worker does at an event that it keeps itself awake for. */
async function happen(name: string, more: object = {}): Promise<void> {
  const work: Promise<unknown>[] = [];
  heard[name]?.({ ...more, waitUntil: (one: Promise<unknown>) => work.push(one) } as never);
  await Promise.all(work);
}

/** What a page gets, or null when the worker keeps out of it. */
async function get(path: string, { mode = "navigate", method = "GET" } = {}): Promise<string | null> {
  let response: Promise<Response> | null = null;
  const work: Promise<unknown>[] = [];
  const event = {
    request: { url: path.startsWith("http") ? path : ORIGIN + path, mode, method },
    respondWith: (answer: Promise<Response>) => {
      response = answer;
    },
    waitUntil: (one: Promise<unknown>) => work.push(one),
  };
  heard.fetch?.(event as never);
  if (!response) return null;
  const answer = await (response as Promise<Response>);
  await Promise.all(work);
  return answer.type === "error" ? "error" : await answer.text();
}

beforeEach(async () => {
  caches = new StubCaches();
  pages = [];
  drain.mockReset().mockResolvedValue({ problem: null });
  answers = {
    "/kohde": () => new Response("counter", { headers: OURS }),
    "/kohde/kuori": () => new Response(SHELL_TEXT, { headers: OURS }),
    "/ei-verkkoa": () => new Response("no connection", { headers: HTML }),
    "/static/build/main-A.js": () => new Response("script"),
  };
  vi.stubGlobal("caches", caches);
  vi.stubGlobal("FILES", ["/static/build/main-A.js"]);
  vi.stubGlobal("fetch", async (asked: Request | string) => {
    const answer = answers[pathOf(asked)];
    if (!answer) throw new TypeError("Failed to fetch");
    return await answer();
  });
  await startWorker("1");
  await happen("install");
});

afterEach(() => {
  vi.unstubAllGlobals();
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
])("%s does not take the counter's place", async (_, answer) => {
  answers["/kohde"] = answer;
  expect(await get("/kohde")).toBe(SHELL_TEXT);
});

test("a register that does not answer within three seconds is not waited for", async () => {
  vi.useFakeTimers();
  answers["/kohde"] = () => new Promise(() => undefined);
  const shown = get("/kohde");
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

test("answers of the API, other sites and what is sent pass by untouched", async () => {
  expect(await get("/api/visits", { mode: "cors" })).toBeNull();
  expect(await get("/kohde", { method: "POST" })).toBeNull();
  expect(await get("http://elsewhere.example/")).toBeNull();
  expect([...caches.rooms.values()].flatMap((room) => [...room.keys()]).sort()).toEqual([
    "/ei-verkkoa",
    "/kohde/kuori",
    "/static/build/main-A.js",
  ]);
});

test("files of a newer version come from the network; the older ones stay until it takes over", async () => {
  answers["/static/build/main-B.js"] = () => new Response("newer");
  expect(await get("/static/build/main-B.js", { mode: "cors" })).toBe("newer");
  caches.rooms.set("someone-else", new Map());
  await startWorker("2");
  await happen("install");
  expect([...caches.rooms.keys()]).toEqual(["kaikukortti-1", "someone-else", "kaikukortti-2"]);
  await happen("activate");
  expect([...caches.rooms.keys()]).toEqual(["someone-else", "kaikukortti-2"]);
});

test("a new version takes over when it is told to, and not before", async () => {
  await happen("message", { data: "hello" });
  expect(skipWaiting).not.toHaveBeenCalled();
  await happen("message", { data: "take-over" });
  expect(skipWaiting).toHaveBeenCalledOnce();
});

test("woken by the network, the worker sends, tells the pages, and asks to be woken again if it could not", async () => {
  pages = [{ postMessage: vi.fn() }];
  await happen("sync");
  expect(drain).toHaveBeenCalledOnce();
  expect(pages[0]?.postMessage).toHaveBeenCalledWith("sync");
  drain.mockResolvedValueOnce({ problem: "offline" });
  await expect(happen("sync")).rejects.toThrow("offline");
});
