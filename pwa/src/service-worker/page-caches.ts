// The cached pages with their files. Never an answer of the API, never somebody's data but the card of this phone's own holder.
import { isPlace, keepPlace, PLACES_CACHE } from "./places";

const PREFIX = "kaikukortti-";
const MARK = "Kaikukortti-Page"; // all our pages have it; the page of a wireless network's portal has not
const CARD = `${PREFIX}card`; // of no version: what the register said last holds, whichever worker heard it
const OWN = PREFIX + VERSION;
const OFFLINE_PAGE = "/ei-verkkoa";
const FRESH = { cache: "no-store", redirect: "error" } as const;
export const isOfOthers = (response: Response) => response.headers.has("Kaikukortti-Forget");
export const markOf = (response: Response) => response.headers.get(MARK);
export const offlinePage = async () => (await stored(OFFLINE_PAGE)) ?? Response.error();

export async function stored(request: Request | string): Promise<Response | undefined> {
  return (await caches.match(request, { cacheName: OWN, ignoreVary: true })) ?? caches.match(request);
}

/** A single place is cached as their list is, under its own address. */
export function cachedPageAt(url: string): CachedPage | undefined {
  const path = new URL(url).pathname;
  if (!isPlace(path)) return CACHED_PAGES.find((one) => one.path === path);
  const places = CACHED_PAGES.find(({ name }) => name === "places");
  return places && { ...places, name: "place", page: path };
}

/** With the card goes what was searched with it. */
export const forgetCard = () => caches.delete(CARD).then(forgetPlaces);

/** Where somebody lives, and where they may go, is not for who has the phone after them. */
export async function forgetPlaces(): Promise<void> {
  const lists = CACHED_PAGES.filter(({ name }) => name === "places").map(({ page }) => page);
  for (const name of await ours()) {
    if (name.startsWith(PLACES_CACHE)) await caches.delete(name);
    else for (const list of lists) await (await caches.open(name)).delete(list);
  }
}

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

/** Those that are open, and those that an earlier version has cached. */
export async function fillCaches(open: readonly { url: string }[]): Promise<void> {
  for (const one of CACHED_PAGES) {
    if (!open.some(({ url }) => cachedPageAt(url) === one) && !(await stored(one.page))) continue;
    // The places are a comfort: a new version does not wait for them, nor for who is signed in just now.
    if (!(await keep(one)) && one.name !== "places")
      throw new Error(`The page of the ${one.name} is not of this version`);
  }
}

/** Other versions' caches were kept for the pages of their time, which are gone now; but for the places seen. */
export async function clearOthers(): Promise<void> {
  const others = (await ours()).filter(
    (name) => ![OWN, CARD].includes(name) && !name.startsWith(PLACES_CACHE),
  );
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** The page in today's words and colours, with its files. One that asks for another version's is no counter. */
export async function keep(cached: CachedPage, answer?: Response): Promise<boolean> {
  const { name, page, files } = cached;
  const fresh = answer ?? (await fetch(page, FRESH));
  if (markOf(fresh) === "no-card") return forgetCard().then(() => true);
  if (markOf(fresh) !== name || !fresh.ok) return false;
  if (name === "card") await (await caches.open(CARD)).put(page, fresh.clone());
  const asked = (await fresh.clone().text()).match(/\/static\/build\/[\w.-]+/g) ?? [];
  if (!asked.every((file) => files.includes(file))) return false;
  if (name === "place") return keepPlace(cached, fresh).then(() => true);
  const own = await caches.open(OWN);
  await Promise.all(files.map(async (file) => (await own.match(file)) ?? own.add(file)));
  if (name !== "card") await own.put(page, fresh);
  const offline = await fetch(OFFLINE_PAGE, FRESH);
  if (markOf(offline) && offline.ok) await own.put(OFFLINE_PAGE, offline);
  return true;
}
