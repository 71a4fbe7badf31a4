// What stands in the way of sending what waits on this phone.
export const PROBLEMS = [
  "offline",
  "signed-out",
  "server",
  /** The register answered in words of a later release. */
  "unknown-answer",
  /** Many codes that no card has came from here: the register takes more of them in later. */
  "held-back",
  "storage-unavailable",
  "storage-newer",
  "storage-blocked",
  "storage-quota",
  "storage-broken",
] as const;

export type Problem = (typeof PROBLEMS)[number];
