// What the list says of a card, in three bytes (the same as in tests/contracts/list_entries.json): two of the last
// valid day counted from 1.1.2015, one of flags.
export const ENTRY_BYTES = 3;

export type Standing = "listed" | "ended" | "withdrawn" | "replaced";

export interface Entry {
  lastDay: number;
  isCommunity: boolean;
  /** Why somebody has stopped the card; `listed` when nobody has, and only the day decides. */
  standing: Standing;
  children: number;
}

const COMMUNITY = 0x80;
const CHILDREN = 0x1f;
const STANDINGS: readonly Standing[] = ["listed", "ended", "withdrawn", "replaced"];

export function readEntry(entry: number): Entry {
  return {
    lastDay: entry >>> 8,
    isCommunity: (entry & COMMUNITY) !== 0,
    standing: STANDINGS[(entry >>> 5) & 3] ?? "ended",
    children: entry & CHILDREN,
  };
}
