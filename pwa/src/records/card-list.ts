// The sealed list, as it is kept.
export interface ListRecord {
  /** The key it is sealed with; a list of another key is no list. */
  keyId: string;
  /** Entries of nine bytes, sorted by the first six. */
  bytes: ArrayBuffer;
  /** From which change on to ask next time. */
  cursor: number;
  /** When the register made it, in ms since 1970. */
  madeAt: number;
  /** Cards that ended before this day (counted from 1.1.2015) are not on it. */
  oldestDay: number;
}
