// The words of a notice, in its holder's language: the page leaves them on the phone, the service worker shows them.
const CACHE = "words"; // not named after a version: a new worker leaves it alone
export const WORDS = "/oma/muistutus/sanat";

export interface Words {
  title: string;
  text: string;
  language: string;
}

export async function keepWords(words: Words): Promise<void> {
  await (await caches.open(CACHE)).put(WORDS, new Response(JSON.stringify(words)));
}

export async function keptWords(): Promise<Words | null> {
  const kept = await caches.match(WORDS, { cacheName: CACHE });
  return kept ? ((await kept.json()) as Words) : null;
}

export const forgetWords = () => caches.delete(CACHE);
