// Takes the register's word on single commands. Nothing else ever takes one out of the outbox.
import { clockOffset, dayInFinland } from "../clock";
import { inTransaction, type Transaction } from "../storage/database";
import type { AcknowledgedRow, CommandOutcome, OutboxRow, Outcome } from "./command";

const ACKNOWLEDGING: readonly Outcome[] = ["recorded", "already_recorded", "recorded_with_remark", "undone"];

let clearedOn = "";

/** How many of the rows the register has answered. Ids it was not asked about are nobody's, words it does not
 * know say nothing: their rows stay as they are. */
export async function settle(sent: readonly OutboxRow[], outcomes: unknown): Promise<number> {
  const answered = answersById(outcomes);
  const offset = await clockOffset();
  const today = dayInFinland(Date.now() + offset);
  const settled = await inTransaction(["outbox", "acknowledged"], "readwrite", async (transaction) => {
    if (clearedOn !== today) await clearFormerDays(transaction, today);
    const done = sent.map((row) => settleRow(transaction, row, answered.get(row.command.id), offset));
    return (await Promise.all(done)).filter(Boolean);
  });
  clearedOn = today;
  return settled.length;
}

function answersById(outcomes: unknown): Map<string, CommandOutcome> {
  const list = Array.isArray(outcomes) ? (outcomes as (CommandOutcome | null)[]) : [];
  return new Map(list.flatMap((one) => (typeof one?.id === "string" ? [[one.id, one] as const] : [])));
}

async function settleRow(
  transaction: Transaction<"readwrite">,
  row: OutboxRow,
  answer: CommandOutcome | undefined,
  offset: number,
): Promise<boolean> {
  const outbox = transaction.objectStore("outbox");
  const isRefused = answer?.outcome === "refused";
  if (!answer || !(isRefused || ACKNOWLEDGING.includes(answer.outcome))) return false;
  const stored = await outbox.get([row.deviceId, row.sequence]);
  if (stored?.command.id !== row.command.id) return true; // another tab has had the same answer
  const { id, outcome, reason = null, text = "" } = answer;
  if (isRefused) {
    await outbox.put({ ...stored, state: "needs-attention", reason, text });
    return true;
  }
  const { deviceId, command } = stored;
  const day = dayInFinland(Date.parse(command.at) + offset);
  const acknowledgedAt = Date.now() + offset;
  const kept: AcknowledgedRow = { id, outcome, reason, text, day, deviceId, command, acknowledgedAt };
  await transaction.objectStore("acknowledged").put(kept);
  await outbox.delete([row.deviceId, row.sequence]);
  return true;
}

/** A visit that arrives a day late is shown until the end of the day it arrived. */
async function clearFormerDays(transaction: Transaction<"readwrite">, today: string): Promise<void> {
  const store = transaction.objectStore("acknowledged");
  const rows = await store.getAll();
  const former = rows.filter((row) => dayInFinland(row.acknowledgedAt) < today);
  await Promise.all(former.map((row) => store.delete(row.id)));
}
