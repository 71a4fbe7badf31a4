// The pages of the places that were last seen. Each version has a shelf of its own with the files its pages ask for,
// so that they look right for as long as they are kept, whichever version serves them.
export const SHELF = "kaikukortti-places-";
const MOST = 30;
const PLACE = /^\/kohteet\/\d+$/;
const GONE = [404, 410];

export const isPlace = (path: string) => PLACE.test(path);
export const isGone = ({ status }: Response) => GONE.includes(status);
export const shelves = async () => (await caches.keys()).filter((name) => name.startsWith(SHELF));

/** On this version's shelf and on no other; the one that was not seen for longest makes room. */
export async function keepPlace({ page, files }: Room, answer: Response): Promise<void> {
  await dropPlace(page);
  const shelf = await caches.open(SHELF + VERSION);
  await Promise.all(files.map(async (file) => (await shelf.match(file)) ?? shelf.add(file)));
  await shelf.put(page, answer);
  await makeRoom();
}

/** A place that has left, or is seen anew. */
export async function dropPlace(page: string): Promise<void> {
  for (const name of await shelves()) await (await caches.open(name)).delete(page);
}

/** Shelves and what is on them come in the order in which they were filled. */
async function makeRoom(): Promise<void> {
  const kept: (() => Promise<boolean>)[] = [];
  for (const name of await shelves()) {
    const shelf = await caches.open(name);
    const pages = (await shelf.keys()).filter(({ url }) => isPlace(new URL(url).pathname));
    if (pages.length === 0) await caches.delete(name);
    kept.push(...pages.map((page) => () => shelf.delete(page)));
  }
  await Promise.all(kept.slice(0, -MOST).map((drop) => drop()));
}
