// The service worker: set up by the counter and the card, which need no network by it. A new version waits until a person
// takes it into use, because that loads the page anew; then every open tab does, once.
type Activate = () => void;

const WORKER = "/service-worker.js";
const CHECK_AGAIN_MS = 3_600_000; // a page left open for a week hears of new versions too

const listeners = new Set<(activate: Activate) => void>();
let waitingWorker: ServiceWorker | null = null;
let isLoadingAnew = false;

/** Calls the listener when a new version waits, also when it has been waiting already. */
export function whenUpdateWaits(listener: (activate: Activate) => void): void {
  listeners.add(listener);
  if (waitingWorker) listener(activate);
}

/** Where there are no service workers (an insecure address, an old browser, a policy) nothing happens. */
export async function registerWorker(): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  // The first worker of all also takes control: that is no update, and nothing is loaded anew.
  let isUpdate = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (isUpdate) loadAnew();
    isUpdate = true;
  });
  try {
    const registration = await serviceWorker.register(WORKER, { updateViaCache: "none" });
    watch(registration);
  } catch (error) {
    console.warn("This page cannot be kept for use without a network", error);
  }
}

function watch(registration: ServiceWorkerRegistration): void {
  announceWaiting(registration);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => announceWaiting(registration));
  });
  let checkedAt = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - checkedAt < CHECK_AGAIN_MS) return;
    checkedAt = Date.now();
    registration.update().catch(() => undefined); // no network: another time
  });
}

function announceWaiting({ waiting, active }: ServiceWorkerRegistration): void {
  if (!waiting || !active || waiting === waitingWorker) return;
  waitingWorker = waiting;
  for (const listener of listeners) listener(activate);
}

function activate(): void {
  waitingWorker?.postMessage("take-over");
}

function loadAnew(): void {
  if (!isLoadingAnew) location.reload();
  isLoadingAnew = true;
}
