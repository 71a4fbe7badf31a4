// Whether this phone's storage works, as this page has last seen it.
import { StorageError, type StorageTrouble } from "./storage-error";

export type Health = { kind: "works" } | { kind: "fails"; trouble: StorageTrouble };

const WORKS: Health = { kind: "works" };

let health: Health = WORKS;
/** A full disk can be read: only writing shows that there is room again. */
let failedToWrite = false;
const listeners = new Set<(health: Health) => void>();

export function storageHealth(): Health {
  return health;
}

export function onHealthChange(listener: (health: Health) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `wroteSomething`: a transaction that only might have written proves nothing. */
export function sawStorageWork({ wroteSomething }: { wroteSomething: boolean }): void {
  if (health.kind === "works" || (failedToWrite && !wroteSomething)) return;
  failedToWrite = false;
  change(WORKS);
}

/** Whether each use of it would be waited for in vain. */
export function isStorageBlocked(): boolean {
  return health.kind === "fails" && health.trouble === "blocked";
}

/** Errors of our own say nothing about the storage. */
export function sawStorageFail(error: unknown, mode: IDBTransactionMode): void {
  if (!(error instanceof StorageError)) return;
  failedToWrite ||= mode !== "readonly" && error.reason !== "blocked";
  if (health.kind === "fails" && health.trouble === error.reason) return;
  change({ kind: "fails", trouble: error.reason });
}

function change(next: Health): void {
  health = next;
  for (const listener of listeners) listener(health);
}
