// The one error of everything that is kept on this phone, with what a screen can say of it.

/**
 * unavailable: there is no storage here (private mode, policy); newer: a page of a later version has upgraded it;
 * blocked: it does not open, most often because another tab holds it; quota: it is full; broken: anything else.
 */
export type StorageTrouble = "unavailable" | "newer" | "blocked" | "quota" | "broken";

export class StorageError extends Error {
  override readonly name = "StorageError";

  constructor(
    readonly reason: StorageTrouble,
    cause?: unknown,
  ) {
    super(`Storage: ${reason}`, { cause });
  }
}

const REASONS: Readonly<Record<string, StorageTrouble>> = {
  SecurityError: "unavailable",
  InvalidStateError: "unavailable",
  NotSupportedError: "unavailable",
  VersionError: "newer",
  QuotaExceededError: "quota",
};

/** What a failure of IndexedDB means. Our own errors stay what they are. */
export function asStorageError(error: unknown): Error {
  if (error instanceof Error && !(error instanceof DOMException)) return error;
  return new StorageError(reasonOf(error), error);
}

export function reasonOf(error: unknown): StorageTrouble {
  return REASONS[error instanceof DOMException ? error.name : ""] ?? "broken";
}
