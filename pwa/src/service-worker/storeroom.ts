// What the counter needs without a network, in a cache for each version. Never an answer of the API, never a
// page with somebody's data.
const PREFIX = "kaikukortti-";
const MARK = "Kaikukortti-Page"; // all our pages have it; the page of a wireless network's portal has not
export const SHELL = "/kohde/kuori";
export const OFFLINE_PAGE = "/ei-verkkoa";

const ownCache = () => caches.open(PREFIX + VERSION);
export const isOurs = (response: Response) => response.headers.has(MARK);
export const isCounter = (response: Response) => response.headers.get(MARK) === "counter";

export async function stored(request: Request | string): Promise<Response | undefined> {
  return (await (await ownCache()).match(request, { ignoreVary: true })) ?? caches.match(request);
}

export async function fillStoreroom(): Promise<void> {
  await (await ownCache()).addAll([...FILES]);
  if (!(await keepPages())) throw new Error("The counter's page is not of this version");
}

/** Other versions' caches were kept for the pages of their time, which are gone now. */
export async function clearOthers(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + VERSION);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** The pages in today's language and colours. A shell that asks for files of another version is of no use. */
export async function keepPages(): Promise<boolean> {
  const options = { cache: "no-store", redirect: "error" } as const;
  const [shell, offline] = await Promise.all([fetch(SHELL, options), fetch(OFFLINE_PAGE, options)]);
  const asked = (await shell.clone().text()).match(/\/static\/build\/[\w.-]+/g) ?? [];
  if (!isCounter(shell) || !asked.every((file) => FILES.includes(file))) return false;
  await (await ownCache()).put(SHELL, shell);
  if (offline.ok) await (await ownCache()).put(OFFLINE_PAGE, offline);
  return true;
}
