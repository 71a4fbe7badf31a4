// Applies the register's outcomes to single commands. Nothing else ever removes one from the outbox.
import { clockOffset, dayInFinland } from "../clock";
import { oneOf, unhandled } from "../exhaustive";
import { type AcknowledgedRow, type CommandOutcome, OUTCOMES, type OutboxRow } from "../records/command";
import { inTransaction } from "../storage/database";
import type { Transaction } from "../storage/schema";
import { type Counts, countsIn } from "./outbox";

let clearedOn = "";

export interface Settled {
  answered: number;
  /** How many outcomes are words of a later release. */
  unknown: number;
  counts: Counts;
}

/**
 * What the register has answered. Ids it was not asked about are nobody's. A row whose outcome this page does not know
 * stays as it is, whatever becomes of its neighbours: a newer page will send it again, and know.
 */
export async function settle(sent: readonly OutboxRow[], outcomes: unknown): Promise<Settled> {
  const answers = answersById(outcomes);
  const unknown = sent.filter(({ command }) => isUnknown(answers.get(command.id))).length;
  const offset = await clockOffset();
  const today = dayInFinland(Date.now() + offset);
  const settled = await inTransaction(["outbox", "acknowledged"], "readwrite", async (transaction) => {
    if (clearedOn !== today) await clearFormerDays(transaction, today);
    const done = sent.map((row) => settleRow(transaction, row, answers.get(row.command.id), offset));
    const answered = (await Promise.all(done)).filter(Boolean).length;
    return { answered, unknown, counts: await countsIn(transaction) };
  });
  clearedOn = today;
  return settled;
}

function answersById(outcomes: unknown): Map<string, CommandOutcome> {
  const list = Array.isArray(outcomes) ? (outcomes as (CommandOutcome | null)[]) : [];
  return new Map(list.flatMap((one) => (typeof one?.id === "string" ? [[one.id, one] as const] : [])));
}

const isUnknown = (answer: CommandOutcome | undefined) =>
  answer !== undefined && oneOf(OUTCOMES, answer.outcome) === null;

async function settleRow(
  transaction: Transaction<"readwrite">,
  row: OutboxRow,
  answer: CommandOutcome | undefined,
  offset: number,
): Promise<boolean> {
  const outcome = oneOf(OUTCOMES, answer?.outcome);
  if (!answer || !outcome) return false;
  const stored = await transaction.objectStore("outbox").get([row.deviceId, row.sequence]);
  if (stored?.command.id !== row.command.id) return true; // another tab has had the same answer
  switch (outcome) {
    case "refused":
      await refuse(transaction, stored, answer);
      return true;
    case "recorded":
    case "already_recorded":
    case "recorded_with_remark":
    case "undone":
      await acknowledge(transaction, stored, { ...answer, outcome }, offset);
      return true;
    default:
      return unhandled(outcome);
  }
}

async function refuse(
  transaction: Transaction<"readwrite">,
  row: OutboxRow,
  { reason = null, text = "" }: CommandOutcome,
): Promise<void> {
  await transaction.objectStore("outbox").put({ ...row, state: "needs-attention", reason, text });
}

async function acknowledge(
  transaction: Transaction<"readwrite">,
  { deviceId, sequence, command }: OutboxRow,
  { id, outcome, reason = null, text = "" }: CommandOutcome,
  offset: number,
): Promise<void> {
  const day = dayInFinland(Date.parse(command.at) + offset);
  const acknowledgedAt = Date.now() + offset;
  const kept: AcknowledgedRow = { id, outcome, reason, text, day, deviceId, command, acknowledgedAt };
  await transaction.objectStore("acknowledged").put(kept);
  await transaction.objectStore("outbox").delete([deviceId, sequence]);
}

/** A visit that arrives a day late is shown until the end of the day it arrived. */
async function clearFormerDays(transaction: Transaction<"readwrite">, today: string): Promise<void> {
  const store = transaction.objectStore("acknowledged");
  const rows = await store.getAll();
  const former = rows.filter((row) => dayInFinland(row.acknowledgedAt) < today);
  await Promise.all(former.map((row) => store.delete(row.id)));
}
