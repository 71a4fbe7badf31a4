// What the list says of a card, in three bytes (the same as in tests/contracts/list_entries.json). From above: 14
// bits of the last valid day counted from 1.1.2015, one for a community card, four of why it is not valid whatever
// the day, five of the number of children.
export const ENTRY_BYTES = 3;
/** What one day adds to an entry. */
export const DAY_UNIT = 0x400;

export type Standing = "listed" | "ended" | "withdrawn" | "replaced" | "other";

export interface Entry {
  lastDay: number;
  isCommunity: boolean;
  /** Why somebody has stopped the card; `listed` when nobody has, and only the day decides. */
  standing: Standing;
  children: number;
}

const COMMUNITY = 0x200;
const REASON_SHIFT = 5;
const REASON_BITS = 0xf;
const CHILDREN = 0x1f;
/** By their numbers in the entry. A number that is not here is a reason of a later release: not valid, all the same. */
const STANDINGS: readonly Standing[] = ["listed", "ended", "withdrawn", "replaced"];

export function readEntry(entry: number): Entry {
  return {
    lastDay: Math.floor(entry / DAY_UNIT),
    isCommunity: (entry & COMMUNITY) !== 0,
    standing: STANDINGS[(entry >>> REASON_SHIFT) & REASON_BITS] ?? "other",
    children: entry & CHILDREN,
  };
}
