// The service worker: set up by the counter and the card, which need no network by it. A new version waits until a person
// takes it into use, because that loads the page anew; then every open tab does, once.
type TakeOver = () => void;

const WORKER = "/service-worker.js";
const LOOK_AGAIN_MS = 3_600_000; // a page left open for a week hears of new versions too

const listeners = new Set<(takeOver: TakeOver) => void>();
let waitingWorker: ServiceWorker | null = null;
let isLoadingAnew = false;

/** Calls the listener when a new version waits, also when it has been waiting already. */
export function whenUpdateWaits(listener: (takeOver: TakeOver) => void): void {
  listeners.add(listener);
  if (waitingWorker) listener(takeOver);
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
  tellWaiting(registration);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => tellWaiting(registration));
  });
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < LOOK_AGAIN_MS) return;
    looked = Date.now();
    registration.update().catch(() => undefined); // no network: another time
  });
}

function tellWaiting({ waiting, active }: ServiceWorkerRegistration): void {
  if (!waiting || !active || waiting === waitingWorker) return;
  waitingWorker = waiting;
  for (const listener of listeners) listener(takeOver);
}

function takeOver(): void {
  waitingWorker?.postMessage("take-over");
}

function loadAnew(): void {
  if (!isLoadingAnew) location.reload();
  isLoadingAnew = true;
}
