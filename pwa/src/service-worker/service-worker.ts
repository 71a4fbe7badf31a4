// The counter without a network. A new version waits until a person takes it into use.
import { drain } from "../outbox/drain";
import { page } from "./navigation";
import { clearOthers, fillStoreroom, stored } from "./storeroom";

const worker = self as unknown as WorkerScope;

worker.addEventListener("install", (event) => event.waitUntil(fillStoreroom()));
worker.addEventListener("activate", (event) =>
  event.waitUntil(clearOthers().then(() => worker.clients.claim())),
);
worker.addEventListener("message", ({ data }) => data === "take-over" && void worker.skipWaiting());
worker.addEventListener("sync", (event) => event.waitUntil(sendWhatWaits()));

worker.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") event.respondWith(page(event));
  else if (FILES.includes(pathname) || pathname.startsWith("/static/build/")) {
    event.respondWith(stored(event.request).then((file) => file ?? fetch(event.request)));
  }
});

/** There is a network again, says the browser; where it was wrong it tries again later. */
async function sendWhatWaits(): Promise<void> {
  const { problem } = await drain();
  for (const page of await worker.clients.matchAll({ type: "window" })) page.postMessage("sync");
  if (problem) throw new Error(problem);
}
