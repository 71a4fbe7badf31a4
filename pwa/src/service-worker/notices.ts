// A push has no content: what is shown are the words that the page left on this phone. A tap opens the card.
import { keptWords } from "../notice-words";

const CARD = "/oma";
const NAME_ALONE = { title: "Kaikukortti", text: "", language: "fi" };

/** Browsers want every push to be seen: without words, the name alone says that there is something. */
export async function showNotice({ registration }: WorkerScope): Promise<void> {
  const { title, text, language } = (await keptWords()) ?? NAME_ALONE;
  const icon = "/static/icons/icon-192.png";
  await registration.showNotification(title, { body: text, lang: language, icon, tag: "kaikukortti" });
}

export async function openCard({ clients }: WorkerScope, notification: Notification): Promise<void> {
  notification.close();
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const card = pages.find(({ url }) => new URL(url).pathname === CARD);
  await (card ? card.focus() : clients.openWindow(CARD));
}
