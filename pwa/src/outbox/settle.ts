// Applies the register's outcomes to single commands. Nothing else ever removes one from the outbox.
import { clockOffset, dayInFinland } from "../clock";
import { oneOf, unhandled } from "../exhaustive";
import { type AcknowledgedRow, type CommandOutcome, OUTCOMES, type OutboxRow } from "../records/command";
import { inTransaction } from "../storage/database";
import { letGoOf, pageMemory, rememberUnwritten } from "../storage/memory";
import type { Transaction } from "../storage/schema";
import { StorageError } from "../storage/storage-error";
import { type Counts, countsIn } from "./outbox";

let clearedOn = "";

export interface Settled {
  answered: number;
  /** How many outcomes are words of a later release. */
  unknown: number;
  /** Null where the storage could not tell. */
  counts: Counts | null;
}

/** What an answer makes of a row: done, or refused. */
type Effect = { row: OutboxRow; done: AcknowledgedRow } | { row: OutboxRow; done: null };

/**
 * What the register has answered. Ids it was not asked about are nobody's. A row whose outcome this page does not know
 * stays as it is, whatever becomes of its neighbours: a newer page will send it again, and know.
 */
export async function settle(sent: readonly OutboxRow[], outcomes: unknown): Promise<Settled> {
  const answers = answersById(outcomes);
  const unknown = sent.filter(({ command }) => isUnknown(answers.get(command.id))).length;
  const offset = await clockOffset();
  const effects = sent.flatMap((row) => effectOf(row, answers.get(row.command.id), offset) ?? []);
  const isOnlyHere = ({ row }: Effect) => pageMemory()?.unwritten.has(row.command.id) ?? false;
  const [onlyHere, written] = [effects.filter(isOnlyHere), effects.filter((one) => !isOnlyHere(one))];
  for (const effect of onlyHere) applyToMemory(effect, { isWritten: true });
  const counts = written.length || !onlyHere.length ? await settleWritten(written, offset) : null;
  return { answered: effects.length, unknown, counts };
}

function answersById(outcomes: unknown): Map<string, CommandOutcome> {
  const list = Array.isArray(outcomes) ? (outcomes as (CommandOutcome | null)[]) : [];
  return new Map(list.flatMap((one) => (typeof one?.id === "string" ? [[one.id, one] as const] : [])));
}

const isUnknown = (answer: CommandOutcome | undefined) =>
  answer !== undefined && oneOf(OUTCOMES, answer.outcome) === null;

/** Null where the answer says nothing that this page knows. */
function effectOf(row: OutboxRow, answer: CommandOutcome | undefined, offset: number): Effect | null {
  const outcome = oneOf(OUTCOMES, answer?.outcome);
  if (!answer || !outcome) return null;
  const { id, reason = null, text = "" } = answer;
  switch (outcome) {
    case "refused":
      return { row: { ...row, state: "needs-attention", reason, text }, done: null };
    case "recorded":
    case "already_recorded":
    case "recorded_with_remark":
    case "undone": {
      const { deviceId, command } = row;
      const day = dayInFinland(Date.parse(command.at) + offset);
      const acknowledgedAt = Date.now() + offset;
      return { row, done: { id, outcome, reason, text, day, deviceId, command, acknowledgedAt } };
    }
    default:
      return unhandled(outcome);
  }
}

/** Where the storage fails the page remembers the answers, and tells it when it works again. */
async function settleWritten(effects: readonly Effect[], offset: number): Promise<Counts | null> {
  const today = dayInFinland(Date.now() + offset);
  try {
    const counts = await inTransaction(["outbox", "acknowledged"], "readwrite", async (transaction) => {
      if (clearedOn !== today) await clearFormerDays(transaction, today);
      await Promise.all(effects.map((effect) => applyToDisk(transaction, effect)));
      return await countsIn(transaction);
    });
    clearedOn = today;
    for (const effect of effects) applyToMemory(effect, { isWritten: true });
    return counts;
  } catch (error) {
    if (!(error instanceof StorageError) || !pageMemory()) throw error;
    for (const effect of effects) applyToMemory(effect, { isWritten: false });
    return null;
  }
}

async function applyToDisk(transaction: Transaction<"readwrite">, { row, done }: Effect): Promise<void> {
  const outbox = transaction.objectStore("outbox");
  const stored = await outbox.get([row.deviceId, row.sequence]);
  if (stored?.command.id !== row.command.id) return; // another tab has had the same answer
  if (!done) {
    await outbox.put(row);
    return;
  }
  await transaction.objectStore("acknowledged").put(done);
  await outbox.delete([row.deviceId, row.sequence]);
}

function applyToMemory({ row, done }: Effect, { isWritten }: { isWritten: boolean }): void {
  if (done) letGoOf(done.id, done, { isWritten });
  else if (!isWritten || pageMemory()?.unwritten.has(row.command.id)) rememberUnwritten([row]);
  else pageMemory()?.rows.set(row.command.id, row);
}

/** A visit that arrives a day late is shown until the end of the day it arrived. */
async function clearFormerDays(transaction: Transaction<"readwrite">, today: string): Promise<void> {
  const store = transaction.objectStore("acknowledged");
  const rows = await store.getAll();
  const former = rows.filter((row) => dayInFinland(row.acknowledgedAt) < today);
  await Promise.all(former.map((row) => store.delete(row.id)));
}
