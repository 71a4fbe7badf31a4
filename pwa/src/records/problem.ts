// What stands in the way of sending what waits on this phone.
export const PROBLEMS = [
  "offline",
  "signed-out",
  "server",
  /** The register answered in words of a later release. */
  "unknown-answer",
  "storage-unavailable",
  "storage-newer",
  "storage-blocked",
  "storage-quota",
  "storage-broken",
] as const;

export type Problem = (typeof PROBLEMS)[number];
