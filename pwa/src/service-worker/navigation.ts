// Pages: from the network where that is the register's own, else the counter or the card as they are cached here.
import {
  cachedPageAt,
  forgetCard,
  forgetPlaces,
  isOfOthers,
  keep,
  markOf,
  offlinePage,
  stored,
} from "./page-caches";
import { dropPlace, isGone } from "./places";

export async function page(event: Asked): Promise<Response> {
  const known = cachedPageAt(event.request.url);
  const fetched = fetch(event.request).catch(() => null);
  // Also from an answer that comes too late to be shown: a card may have been withdrawn.
  event.waitUntil(fetched.then((response) => response && learn(response, known)).catch(() => false));
  const cached = known && (await stored(known.page));
  if (!cached) return (await fetched) ?? (await offlinePage());
  const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), known.patienceMs));
  const response = await Promise.race([fetched, patience]);
  return response && isAnswer(response, known) ? response : cached;
}

/** Both at once: an answer that is cached is copied before anything is waited for, as the page reads it meanwhile. */
const learn = (response: Response, known?: CachedPage) =>
  Promise.all([isOfOthers(response) && forgetPlaces(), keepOrDrop(response, known)]);

async function keepOrDrop(response: Response, known?: CachedPage): Promise<unknown> {
  if (markOf(response) === "no-card") return await forgetCard();
  if (known?.name === "place" && markOf(response) && isGone(response)) return await dropPlace(known.page);
  if (markOf(response) !== known?.name) return;
  return await keep(known, known.name === "counter" ? undefined : response.clone());
}

/** What is asked for, or a page of ours that says why not; at the counter also the way to the sign-in. */
const isAnswer = (response: Response, { name, failsFrom }: CachedPage) =>
  markOf(response) ? response.status < failsFrom : name === "counter" && response.type === "opaqueredirect";
