// The list of places without a network: as it was last searched, and never with somebody's name on it.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pathOf, StubCaches } from "./stub-caches";

const PLACES = { name: "places", path: "/kohteet", page: "/kohteet", patienceMs: 10_000, failsFrom: 500 };
const ours = (mark: string) => ({ "Content-Type": "text/html", "Kaikukortti-Page": mark });

let caches: StubCaches;
let answer: (() => Response) | null;

beforeEach(() => {
  caches = new StubCaches();
  answer = null;
  vi.stubGlobal("caches", caches);
  vi.stubGlobal("ROOMS", [{ ...PLACES, files: ["/static/build/main-A.js"] }]);
  vi.stubGlobal("fetch", async (asked: Request | string) => {
    if (!answer) throw new TypeError("Failed to fetch");
    const path = pathOf(asked);
    if (path.startsWith("/static/")) return new Response("script");
    return path === "/ei-verkkoa" ? new Response("no connection", { headers: ours("page") }) : answer();
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A worker of a version; what it keeps for the pages that are open. */
async function worker(version: string, open: string[] = []) {
  vi.resetModules();
  vi.stubGlobal("VERSION", version);
  const { fillStoreroom } = await import("./storeroom");
  await fillStoreroom(open.map((path) => ({ url: location.origin + path })));
  const { page } = await import("./navigation");
  return async (path: string, served: (() => Response) | null): Promise<string> => {
    answer = served;
    const work: Promise<unknown>[] = [];
    const request = { url: location.origin + path } as Request;
    const shown = await page({ request, waitUntil: (one) => void work.push(one) });
    await Promise.all(work);
    return await shown.text();
  };
}

const list = (text: string) => () => new Response(text, { headers: ours("places") });

test("the list is kept as it was last searched, and a search that went wrong is not", async () => {
  const get = await worker("1");
  expect(await get("/kohteet?word=swimming", list("swimming"))).toBe("swimming");
  const wrong = () => new Response("no such postal code", { status: 422, headers: ours("places") });
  expect(await get("/kohteet?postal_code=1", wrong)).toBe("no such postal code");
  expect(await get("/kohteet?word=museum", null)).toBe("swimming");
  expect(await get("/kohteet/7", null)).toBe("no connection");
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
  expect(await get("/kohteet", null)).toBe("swimming");
});
