// A push has no content. What is shown are the words that the page left on this phone, in its holder's language; a tap
// opens the card.
export const WORDS_CACHE = "words"; // not named after a version: a new worker leaves it alone
export const WORDS = "/oma/muistutus/sanat";
const CARD = "/oma";

export interface Words {
  title: string;
  text: string;
  language: string;
}

export async function keepWords(words: Words): Promise<void> {
  await (await caches.open(WORDS_CACHE)).put(WORDS, new Response(JSON.stringify(words)));
}

export const forgetWords = () => caches.delete(WORDS_CACHE);

/** Browsers want every push to be seen: without words, the name alone says that there is something. */
export async function showNotice({ registration }: WorkerScope): Promise<void> {
  const kept = await caches.match(WORDS, { cacheName: WORDS_CACHE });
  const { title, text, language }: Words = kept
    ? await kept.json()
    : { title: "Kaikukortti", text: "", language: "fi" };
  const icon = "/static/icons/icon-192.png";
  await registration.showNotification(title, { body: text, lang: language, icon, tag: "kaikukortti" });
}

export async function openCard({ clients }: WorkerScope, notification: Notification): Promise<void> {
  notification.close();
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const card = pages.find(({ url }) => new URL(url).pathname === CARD);
  await (card ? card.focus() : clients.openWindow(CARD));
}
