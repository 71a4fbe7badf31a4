// When the outbox is emptied: after each scan, at start, whenever there is a hint of a network, and now and then.
import type { Problem } from "../records/problem";
import { type Drained, drain, sendSignOfLife, storageProblem } from "./drain";
import { freeAt, untilHeld } from "./held";
import { onOutboxChange, waiting } from "./outbox";
import { outboxState, reportDrained } from "./state";

export const BACKGROUND_TAG = "kaikukortti-outbox";
const WHILE_VISIBLE_MS = 30_000;
const SIGN_OF_LIFE_MS = 15 * 60_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
/** Problems that end without anybody's doing anything on this phone. */
const MAY_PASS: readonly Problem[] = ["offline", "server", "unknown-answer", "held-back"];

let running: Promise<void> | null = null;
let isWantedAgain = false;
let pause = FIRST_PAUSE_MS;
let retry: ReturnType<typeof setTimeout> | undefined;
let freeing: ReturnType<typeof setTimeout> | undefined;
let leaveAloneUntil = 0;
let isGone = false;
let lastAlive = Number.NEGATIVE_INFINITY;

/** Tries now. Who asks while it is being tried gets another try after that one. Never rejects. */
export function sync(): Promise<void> {
  if (running) isWantedAgain = true;
  running ??= syncUntilQuiet().finally(() => {
    running = null;
  });
  return running;
}

/** Begins to listen for every occasion; returns how to stop. */
export function startSync(): () => void {
  isGone = false;
  const stop = new AbortController();
  const occasion = { signal: stop.signal };
  const trySync = () => void sync();
  const tryIfVisible = () => document.visibilityState === "visible" && trySync();
  const seenOrLeft = () => (document.visibilityState === "visible" ? trySync() : void askForBackgroundSync());
  addEventListener("online", trySync, occasion);
  document.addEventListener("visibilitychange", seenOrLeft, occasion);
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "sync" && trySync(), occasion);
  const stopHearing = onOutboxChange(({ kind }) => kind === "put" && trySync());
  const timer = setInterval(tryIfVisible, WHILE_VISIBLE_MS);
  stop.signal.addEventListener("abort", () => {
    stopHearing();
    clearInterval(timer);
    stopTrying();
  });
  trySync();
  return () => stop.abort();
}

/** No try of its own follows any more, not even of one that is under way: the page is gone. */
export function stopTrying(): void {
  isGone = true;
  clearTimeout(retry);
  clearTimeout(freeing);
}

async function syncUntilQuiet(): Promise<void> {
  do {
    isWantedAgain = false;
    await syncOnce();
  } while (isWantedAgain);
}

async function syncOnce(): Promise<void> {
  clearTimeout(retry);
  const asked = leaveAloneUntil - Date.now();
  if (asked > 0) {
    if (!isGone) retry = setTimeout(sync, asked);
    return;
  }
  const drained = await drainOrShowSignOfLife();
  if (!drained) return;
  reportDrained(drained);
  leaveAloneUntil = Date.now() + drained.waitMs;
  if (drained.problem && MAY_PASS.includes(drained.problem)) tryLater();
  else pause = FIRST_PAUSE_MS;
}

/** Null when there was nothing to do. */
async function drainOrShowSignOfLife(): Promise<Drained | null> {
  try {
    const rows = await waiting();
    sendWhenFree(freeAt(rows));
    if (untilHeld(rows).length) return await drain();
    if (rows.length) return null;
    // What was in the way may be gone, when another tab or the service worker has sent what waited here.
    if (!outboxState().problem && Date.now() - lastAlive < SIGN_OF_LIFE_MS) return null;
    const drained = await sendSignOfLife();
    if (!drained.problem) lastAlive = Date.now();
    return drained;
  } catch (error) {
    return storageProblem(error);
  }
}

/** What a fast counter may still change is sent as soon as it cannot any more. */
function sendWhenFree(at: number | null): void {
  clearTimeout(freeing);
  if (at !== null && !isGone) freeing = setTimeout(sync, at - Date.now());
}

/** 2, 4, 8 … 60 s, each a little less, at random: a hall's phones come back to the network all at once. */
function tryLater(): void {
  if (isGone) return;
  retry = setTimeout(sync, pause * (0.75 + Math.random() / 4));
  pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
}

/** Chromium wakes the service worker when there is a network again, also without a page. A bonus; asked for when the
 * page is left, and not after each failure: a network without the register would wake it without end. */
async function askForBackgroundSync(): Promise<void> {
  try {
    if (!(await waiting()).length) return;
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.sync?.register(BACKGROUND_TAG);
  } catch {
    // Refused, or not there: the page tries by itself.
  }
}

declare global {
  interface ServiceWorkerRegistration {
    readonly sync?: { register(tag: string): Promise<void> };
  }
}
