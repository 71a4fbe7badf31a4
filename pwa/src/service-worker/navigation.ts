// Pages: from the network where that is the register's own, else the counter or the card as they are kept here.
import { dropPlace, isGone } from "./places";
import { forgetCard, forgetPlaces, isOfOthers, keep, markOf, offlinePage, roomAt, stored } from "./storeroom";

export async function page(event: Asked): Promise<Response> {
  const room = roomAt(event.request.url);
  const fetched = fetch(event.request).catch(() => null);
  // Also from an answer that comes too late to be shown: a card may have been withdrawn.
  event.waitUntil(fetched.then((response) => response && learn(response, room)).catch(() => false));
  const kept = room && (await stored(room.page));
  if (!kept) return (await fetched) ?? (await offlinePage());
  const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), room.patienceMs));
  const response = await Promise.race([fetched, patience]);
  return response && isAnswer(response, room) ? response : kept;
}

/** Both at once: an answer that is kept is copied before anything is waited for, as the page reads it meanwhile. */
const learn = (response: Response, room?: Room) =>
  Promise.all([isOfOthers(response) && forgetPlaces(), keepOrDrop(response, room)]);

async function keepOrDrop(response: Response, room?: Room): Promise<unknown> {
  if (markOf(response) === "no-card") return await forgetCard();
  if (room?.name === "place" && markOf(response) && isGone(response)) return await dropPlace(room.page);
  if (markOf(response) !== room?.name) return;
  return await keep(room, room.name === "counter" ? undefined : response.clone());
}

/** What is asked for, or a page of ours that says why not; at the counter also the way to the sign-in. */
const isAnswer = (response: Response, { name, failsFrom }: Room) =>
  markOf(response) ? response.status < failsFrom : name === "counter" && response.type === "opaqueredirect";
