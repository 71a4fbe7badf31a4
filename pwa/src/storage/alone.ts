// One tab at a time. Only to spare the register double work: nothing that is done alone is wrong when done twice.
import { inTransaction } from "./database";
import type { Lease } from "./schema";
import { StorageError } from "./storage-error";

export type Task = "kaikukortti-outbox" | "kaikukortti-device" | "kaikukortti-list";

const PATIENCE_MS = 20_000; // a tab that a phone has put to sleep in the middle keeps its lock
const LEASE_MS = 15_000;
const POLL_MS = 250;

/** Does the work when no other tab is at it, or when another has been at it for too long. */
export async function alone<Result>(task: Task, work: () => Promise<Result>): Promise<Result> {
  if (!navigator.locks) return await withLease(task, work);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  let begun: Promise<Result> | null = null;
  const start = () => {
    clearTimeout(timer);
    begun ??= work();
    return begun;
  };
  try {
    return await navigator.locks.request(task, { signal: patience.signal }, start);
  } catch (error) {
    if (begun || !patience.signal.aborted) throw error;
    return await start();
  }
}

/** Browsers without locks: a row with an end, made longer while the work goes on. */
async function withLease<Result>(task: Task, work: () => Promise<Result>): Promise<Result> {
  const holder = String(Math.random());
  const giveUp = Date.now() + PATIENCE_MS;
  while (!(await acquireLeaseOrNone(task, holder)) && Date.now() < giveUp) await pause(POLL_MS);
  const renewal = setInterval(() => void acquireLease(task, holder).catch(() => undefined), LEASE_MS / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await releaseLease(task, holder).catch(() => undefined); // it ends by itself soon
  }
}

/** Where nothing can be kept no lease can be either: then each works by itself. */
async function acquireLeaseOrNone(task: Task, holder: string): Promise<boolean> {
  try {
    return await acquireLease(task, holder);
  } catch (error) {
    if (error instanceof StorageError) return true;
    throw error;
  }
}

function acquireLease(task: Task, holder: string): Promise<boolean> {
  return inTransaction(["settings"], "readwrite", async (transaction) => {
    const settings = transaction.objectStore("settings");
    const held = (await settings.get(`lease:${task}`)) as Lease | undefined;
    if (held && held.holder !== holder && held.until > Date.now()) return false;
    await settings.put({ holder, until: Date.now() + LEASE_MS }, `lease:${task}`);
    return true;
  });
}

function releaseLease(task: Task, holder: string): Promise<void> {
  return inTransaction(["settings"], "readwrite", async (transaction) => {
    const settings = transaction.objectStore("settings");
    const held = (await settings.get(`lease:${task}`)) as Lease | undefined;
    if (held?.holder === holder) await settings.delete(`lease:${task}`);
  });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
