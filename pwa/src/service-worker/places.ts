// The pages of the places that were last seen. Each version has a cache of its own with the files its pages ask for,
// so that they are complete for as long as they are kept, whichever version serves them.
export const PLACES_CACHE = "kaikukortti-places-";
const MOST = 30;
const PLACE = /^\/kohteet\/\d+$/;
const GONE = [404, 410];

export const isPlace = (path: string) => PLACE.test(path);
export const isGone = ({ status }: Response) => GONE.includes(status);
export const placesCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PLACES_CACHE));

/** In this version's cache and in no other; the one that was not seen for longest is dropped for it. */
export async function keepPlace({ page, files }: CachedPage, answer: Response): Promise<void> {
  await dropPlace(page);
  const cache = await caches.open(PLACES_CACHE + VERSION);
  await Promise.all(files.map(async (file) => (await cache.match(file)) ?? cache.add(file)));
  await cache.put(page, answer);
  await dropOldest();
}

/** A place that has left, or is seen anew. */
export async function dropPlace(page: string): Promise<void> {
  for (const name of await placesCaches()) await (await caches.open(name)).delete(page);
}

/** Caches and what is in them come in the order in which they were filled. */
async function dropOldest(): Promise<void> {
  const kept: (() => Promise<boolean>)[] = [];
  for (const name of await placesCaches()) {
    const cache = await caches.open(name);
    const pages = (await cache.keys()).filter(({ url }) => isPlace(new URL(url).pathname));
    if (pages.length === 0) await caches.delete(name);
    kept.push(...pages.map((page) => () => cache.delete(page)));
  }
  await Promise.all(kept.slice(0, -MOST).map((drop) => drop()));
}
