// Visits that the register takes in later: many codes that no card has came from here, and it answers about no more of
// them for a while. They stay where they are; what the venue knows already goes on past them.
import type { OutboxRow } from "../records/command";

const SHORTEST_MS = 1_000;
const LONGEST_MS = 24 * 3_600_000;

const until = new Map<string, number>();

export function holdBack(ids: readonly unknown[], waitMs: number): void {
  const wait = Math.min(Math.max(waitMs || SHORTEST_MS, SHORTEST_MS), LONGEST_MS);
  for (const id of ids) if (typeof id === "string") until.set(id, Date.now() + wait);
}

/** Also an undo, as long as its visit is. */
export function isHeldBack({ command }: OutboxRow): boolean {
  return isLater(command.id) || (command.type === "undo" && isLater(command.visit_id));
}

function isLater(id: string): boolean {
  const left = (until.get(id) ?? 0) - Date.now();
  if (left > 0 && left <= LONGEST_MS) return true; // a clock that was set back holds nothing for ever
  until.delete(id);
  return false;
}
