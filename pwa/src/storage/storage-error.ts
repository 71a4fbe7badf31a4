// The one error of everything that is kept on this phone, with what a screen can say of it.
export type StorageTrouble = "unavailable" | "quota" | "broken";

export class StorageError extends Error {
  override readonly name = "StorageError";

  constructor(
    /** unavailable: there is no storage here (private mode, policy); quota: it is full; broken: anything else. */
    readonly reason: StorageTrouble,
    cause?: unknown,
  ) {
    super(`Storage: ${reason}`, { cause });
  }
}

const UNAVAILABLE = new Set(["SecurityError", "InvalidStateError", "NotSupportedError", "VersionError"]);

/** What a failure of IndexedDB means. Our own errors stay what they are. */
export function asStorageError(error: unknown): Error {
  if (error instanceof Error && !(error instanceof DOMException)) return error;
  const name = error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return new StorageError("quota", error);
  return new StorageError(UNAVAILABLE.has(name) ? "unavailable" : "broken", error);
}
