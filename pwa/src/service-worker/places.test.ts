// The places without a network: the list as last searched, single ones as last seen, never with somebody's name.
import { beforeEach, expect, test, vi } from "vitest";
import { pathOf, StubCaches } from "./stub-caches";

const PLACES = { name: "places", path: "/kohteet", page: "/kohteet", patienceMs: 10_000, failsFrom: 500 };
const CARD = { name: "card", path: "/oma", page: "/oma", patienceMs: 2_000, failsFrom: 300, files: [] };
const ours = (mark: string) => ({ "Content-Type": "text/html", "Kaikukortti-Page": mark });

let caches: StubCaches;
let answer: (() => Response) | null;

beforeEach(() => {
  caches = new StubCaches();
  answer = null;
  vi.stubGlobal("caches", caches);
  vi.stubGlobal("CACHED_PAGES", [CARD, { ...PLACES, files: ["/static/build/main-A.js"] }]);
  vi.stubGlobal("fetch", async (asked: Request | string) => {
    if (!answer) throw new TypeError("Failed to fetch");
    const path = pathOf(asked);
    if (path.startsWith("/static/")) return new Response("script");
    return path === "/ei-verkkoa" ? new Response("no connection", { headers: ours("page") }) : answer();
  });
});

/** An active worker of a version; what it keeps for the pages that are open. */
async function worker(version: string, open: string[] = []) {
  vi.resetModules();
  vi.stubGlobal("VERSION", version);
  const { clearOthers, fillCaches } = await import("./page-caches");
  await fillCaches(open.map((path) => ({ url: location.origin + path })));
  await clearOthers();
  const { page } = await import("./navigation");
  return async (path: string, served: (() => Response) | null): Promise<string> => {
    answer = served;
    const work: Promise<unknown>[] = [];
    const request = { url: location.origin + path } as Request;
    const shown = await page({ request, waitUntil: (one) => void work.push(one) });
    const text = await shown.text(); // as a page does, without waiting for what is kept
    await Promise.all(work);
    return text;
  };
}

const list = (text: string) => () => new Response(text, { headers: ours("places") });

test("the list is kept as it was last searched, and a search that went wrong is not", async () => {
  const get = await worker("1");
  expect(await get("/kohteet?word=swimming", list("swimming"))).toBe("swimming");
  const wrong = () => new Response("no such postal code", { status: 422, headers: ours("places") });
  expect(await get("/kohteet?postal_code=1", wrong)).toBe("no such postal code");
  expect(await get("/kohteet?word=museum", null)).toBe("swimming");
});

test("a list with somebody's name on it is shown and not kept", async () => {
  const get = await worker("1");
  await get("/kohteet", list("swimming"));
  const named = () => new Response("swimming, Aino", { headers: ours("page") });
  expect(await get("/kohteet", named)).toBe("swimming, Aino");
  expect(await get("/kohteet", null)).toBe("swimming");
});

test("a new version does not wait for a list that it cannot keep just now", async () => {
  await (await worker("1"))("/kohteet", list("swimming"));
  answer = () => new Response("swimming, Aino", { headers: ours("page") });
  const get = await worker("2", ["/kohteet"]);
  expect(await get("/kohteet", list("museum"))).toBe("museum");
  expect(await get("/kohteet", null)).toBe("museum");
});

const place = (text: string) => () => new Response(text, { headers: ours("place") });
/** A phone that has the list, and with it the page for no connection. */
async function phoneWithList() {
  const get = await worker("1");
  await get("/kohteet", list("swimming"));
  return get;
}

const asking = (file: string) => place(`<script src="/static/build/${file}">`);

test("a place that was seen is shown without a network, by itself and as it was last", async () => {
  const get = await phoneWithList();
  await get("/kohteet/7", place("pool"));
  expect(await get("/kohteet/7?from=home", place("pool, warm"))).toBe("pool, warm");
  expect(await get("/kohteet/7", null)).toBe("pool, warm");
  expect(await get("/kohteet/8", null)).toBe("no connection");
  expect(await get("/kohteet", null)).toBe("swimming");
  expect(await get("/kohteet/7/map", null)).toBe("no connection");
});

test("a place that has left is dropped; one that the register cannot show just now is not", async () => {
  const get = await phoneWithList();
  await get("/kohteet/7", place("pool"));
  const failing = () => new Response("oh", { status: 503, headers: ours("page") });
  expect(await get("/kohteet/7", failing)).toBe("pool");
  const portal = () => new Response("not found", { status: 404 });
  expect(await get("/kohteet/7", portal)).toBe("pool");
  const gone = () => new Response("no such page", { status: 404, headers: ours("page") });
  expect(await get("/kohteet/7", gone)).toBe("no such page");
  expect(await get("/kohteet/7", null)).toBe("no connection");
});

test("a place with somebody's name on it is shown and not kept", async () => {
  const get = await phoneWithList();
  const named = () => new Response("pool, Aino", { headers: ours("page") });
  expect(await get("/kohteet/7", named)).toBe("pool, Aino");
  expect(await get("/kohteet/7", null)).toBe("no connection");
});

test("thirty places are kept, and the one not seen for longest is dropped", async () => {
  const get = await phoneWithList();
  for (let id = 1; id <= 30; id++) await get(`/kohteet/${id}`, place(`place ${id}`));
  await get("/kohteet/1", place("place 1 again"));
  await get("/kohteet/31", place("place 31"));
  expect(await get("/kohteet/1", null)).toBe("place 1 again");
  expect(await get("/kohteet/2", null)).toBe("no connection");
  expect(await get("/kohteet/3", null)).toBe("place 3");
});

test("a newer version leaves the places with the files they ask for, until the last is seen anew", async () => {
  await (await worker("1"))("/kohteet/7", asking("main-A.js"));
  expect(await (await worker("2"))("/kohteet/7", null)).toContain("main-A.js");
  const { stored } = await import("./page-caches");
  expect(await (await stored("/static/build/main-A.js"))?.text()).toBe("script");
  await (await worker("3"))("/kohteet/7", place("pool"));
  expect([...caches.byName.keys()]).toEqual(["kaikukortti-places-3"]);
});

test("a place that asks for files of another version is not kept", async () => {
  const get = await phoneWithList();
  await get("/kohteet/7", asking("main-B.js"));
  expect(await get("/kohteet/7", null)).toBe("no connection");
});

test("a phone that is in other hands now has no places, and keeps its card", async () => {
  const get = await phoneWithList();
  await get("/kohteet/7", place("pool"));
  const forgetting = { ...ours("card"), "Kaikukortti-Forget": "places" };
  await get("/oma", () => new Response("withdrawn", { headers: forgetting }));
  expect(await get("/oma", null)).toBe("withdrawn");
  expect(await get("/kohteet", null)).toBe("no connection");
  expect(await get("/kohteet/7", null)).toBe("no connection");
});

test("with the card goes what was searched on this phone", async () => {
  await (await worker("1"))("/kohteet?near=me", list("near home"));
  const get = await worker("2");
  await get("/kohteet?near=me", list("nearer home"));
  await get("/kohteet/7", place("pool"));
  await get("/oma", () => new Response("no card here", { headers: ours("no-card") }));
  expect(await get("/kohteet", null)).toBe("no connection");
  expect(await get("/kohteet/7", null)).toBe("no connection");
});
