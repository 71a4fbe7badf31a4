// The sealed list, as it is kept.

/** The layout of its entries that this page reads, and asks the register for. */
export const LIST_VERSION = 3;

/**
 * The key it is kept under: each version has one of its own. A page of another version, open in another tab, finds no
 * list there and asks for one, instead of reading bytes that it does not understand.
 */
export const LIST_KEY = "version-3";
export const LIST_KEYS_BEFORE = ["this", "version-2"] as const;

export interface ListRecord {
  /** The key it is sealed with; a list of another key is no list. */
  keyId: string;
  /** Nine bytes a card, sorted by the first six: its seal, scaled down to the span. */
  bytes: ArrayBuffer;
  /** How many seals there are for the cards of this list. */
  span: number;
  /** From which change on to ask next time. */
  cursor: number;
  /** When the register made it, in ms since 1970. */
  madeAt: number;
  /** Cards that ended before this day (counted from 1.1.2015) are not on it. */
  oldestDay: number;
}
