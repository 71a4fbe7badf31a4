// The counter and the card without a network. A new version waits until a person takes it into use.
import { drain } from "../outbox/drain";
import { page } from "./navigation";
import { openCard, showNotice } from "./notices";
import { clearOthers, fillCaches, stored } from "./page-caches";

const worker = self as unknown as WorkerScope;
const claim = () => worker.clients.claim();
const openPages = () => worker.clients.matchAll({ type: "window", includeUncontrolled: true });

worker.addEventListener("install", (event) => event.waitUntil(openPages().then(fillCaches)));
worker.addEventListener("activate", (event) => event.waitUntil(clearOthers().then(claim)));
worker.addEventListener("message", ({ data }) => data === "take-over" && void worker.skipWaiting());
worker.addEventListener("sync", (event) => event.waitUntil(sendWhatWaits()));
worker.addEventListener("push", (event) => event.waitUntil(showNotice(worker)));
worker.addEventListener("notificationclick", (event) =>
  event.waitUntil(openCard(worker, event.notification)),
);

worker.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") event.respondWith(page(event));
  else if (pathname.startsWith("/static/")) {
    event.respondWith(stored(event.request).then((file) => file ?? fetch(event.request)));
  }
});

/** There is a network again, says the browser; where it was wrong it tries again later. */
async function sendWhatWaits(): Promise<void> {
  const { problem } = await drain();
  for (const page of await openPages()) page.postMessage("sync");
  if (problem) throw new Error(problem);
}
