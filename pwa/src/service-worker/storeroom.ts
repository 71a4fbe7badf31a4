// What ROOMS keep. Never an answer of the API, never somebody's data but the card of this phone's own holder.
const PREFIX = "kaikukortti-";
const MARK = "Kaikukortti-Page"; // all our pages have it; the page of a wireless network's portal has not
const CARD = `${PREFIX}card`; // of no version: what the register told last holds, whichever worker heard it
const OWN = PREFIX + VERSION;
const OFFLINE_PAGE = "/ei-verkkoa";
const FRESH = { cache: "no-store", redirect: "error" } as const;
export const roomAt = (url: string) => ROOMS.find(({ path }) => path === new URL(url).pathname);
export const markOf = (response: Response) => response.headers.get(MARK);
export const forgetCard = () => caches.delete(CARD);
export const offlinePage = async () => (await stored(OFFLINE_PAGE)) ?? Response.error();

export async function stored(request: Request | string): Promise<Response | undefined> {
  return (await caches.match(request, { cacheName: OWN, ignoreVary: true })) ?? caches.match(request);
}

/** The rooms of the pages that are open, and those that an earlier version has kept. */
export async function fillStoreroom(open: readonly { url: string }[]): Promise<void> {
  for (const room of ROOMS) {
    if (!open.some(({ url }) => roomAt(url) === room) && !(await stored(room.page))) continue;
    // The places are a comfort: a new version does not wait for them, nor for who is signed in just now.
    if (!(await keep(room)) && room.name !== "places")
      throw new Error(`The page of the ${room.name} is not of this version`);
  }
}

/** Other versions' caches were kept for the pages of their time, which are gone now. */
export async function clearOthers(): Promise<void> {
  const others = (await caches.keys()).filter(
    (name) => name.startsWith(PREFIX) && ![OWN, CARD].includes(name),
  );
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** The page in today's words and colours, with its files. One that asks for another version's is no counter. */
export async function keep({ name, page, files }: Room, answer?: Response): Promise<boolean> {
  const fresh = answer ?? (await fetch(page, FRESH));
  if (markOf(fresh) === "no-card") return forgetCard().then(() => true);
  if (markOf(fresh) !== name || !fresh.ok) return false;
  if (name === "card") await (await caches.open(CARD)).put(page, fresh.clone());
  const asked = (await fresh.clone().text()).match(/\/static\/build\/[\w.-]+/g) ?? [];
  if (!asked.every((file) => files.includes(file))) return false;
  const own = await caches.open(OWN);
  await Promise.all(files.map(async (file) => (await own.match(file)) ?? own.add(file)));
  if (name !== "card") await own.put(page, fresh);
  const offline = await fetch(OFFLINE_PAGE, FRESH);
  if (markOf(offline) && offline.ok) await own.put(OFFLINE_PAGE, offline);
  return true;
}
