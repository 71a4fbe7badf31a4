// A visit that a counter's fast mode has recorded by itself stays on the phone for a few seconds, so that children can be
// added to it. It is on the disk like every other: a phone that dies meanwhile sends it as it is.
import type { Command, OutboxRow, RecordDraft } from "../records/command";
import { inTransaction } from "../storage/database";
import { rememberChanged } from "../storage/memory";
import type { Transaction } from "../storage/schema";

const LONGEST_HOLD_MS = 60_000;

/** Those that may be sent now, in their order: nothing overtakes what is held. */
export function untilHeld(rows: readonly OutboxRow[]): OutboxRow[] {
  const first = rows.findIndex(isHeld);
  return first < 0 ? [...rows] : rows.slice(0, first);
}

/** When the first of them may be sent, in ms since 1970; null where none is held. */
export function freeAt(rows: readonly OutboxRow[]): number | null {
  const held = rows.filter(isHeld).map(({ heldUntil }) => heldUntil ?? 0);
  return held.length ? Math.min(...held) : null;
}

/** Changes a visit that is still held; null where it may have been sent by now. */
export async function amend(
  id: string,
  change: Partial<Pick<RecordDraft, "children">>,
  heldMs: number,
): Promise<Command | null> {
  const amended = await inTransaction(["outbox"], "readwrite", async (transaction) => {
    const rows = await transaction.objectStore("outbox").getAll();
    const row = rows.find(({ command }) => command.id === id);
    if (row?.command.type !== "record" || !isHeld(row)) return null;
    const command = { ...row.command, ...change };
    const changed = { ...row, command, heldUntil: Date.now() + heldMs };
    await transaction.objectStore("outbox").put(changed);
    return changed;
  });
  if (!amended) return null;
  rememberChanged(amended);
  return amended.command;
}

/** Nothing is held any more: the next card has come, or its time is over. Returns all that is in the outbox. */
export async function releaseIn(transaction: Transaction<"readwrite">): Promise<OutboxRow[]> {
  const store = transaction.objectStore("outbox");
  const rows = await store.getAll();
  const held = rows.filter(({ heldUntil }) => heldUntil !== undefined);
  await Promise.all(held.map(async ({ heldUntil: _, ...free }) => await store.put(free)));
  return rows;
}

// A clock that was set back must not hold a visit for hours.
const isHeld = ({ state, heldUntil = 0 }: OutboxRow) => {
  const left = heldUntil - Date.now();
  return state === "waiting" && left > 0 && left <= LONGEST_HOLD_MS;
};
