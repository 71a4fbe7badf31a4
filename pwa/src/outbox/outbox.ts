// What was recorded on this phone and has not reached the register yet. A command leaves it only when the
// register has acknowledged that very command, or when a person has read why it was refused.

import type { AcknowledgedRow, Command, Draft, OutboxRow } from "../records/command";
import type { DeviceRecord } from "../records/device";
import { notifyOtherTabs } from "../storage/channel";
import { inTransaction } from "../storage/database";
import {
  letGoOf,
  pageMemory,
  rememberedRows,
  rememberUnwritten,
  rememberWritten,
  timesLost,
  withUnwritten,
} from "../storage/memory";
import { repairSoon } from "../storage/repair";
import type { Transaction } from "../storage/schema";
import { StorageError } from "../storage/storage-error";
import { releaseIn } from "./held";
import { uuid7 } from "./uuid7";

/** The phone has not been introduced to the register yet: nothing can be numbered. */
export class NoDeviceError extends Error {
  override readonly name = "NoDeviceError";
}

/** How much there is in the outbox. */
export interface Counts {
  waiting: number;
  needsAttention: number;
}

/** `counts` are of the very transaction that made the change; null where only a reading can tell. */
export interface Change {
  kind: "put" | "removed";
  counts: Counts | null;
}

/** A command that has its id, by which the register knows it for ever, but no number yet. */
export type Unnumbered = Draft & Pick<Command, "id" | "at">;

type Listener = (change: Change) => void;
const listeners = new Set<Listener>();

/** Called with what this tab has done; the others are heard over the channel. */
export function onOutboxChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function outboxChanged(change: Change): void {
  notifyOtherTabs("outbox");
  for (const listener of listeners) listener(change);
}

/** Of the rows that the storage has, and of those that only this page has. */
export function countsOf(read: readonly OutboxRow[]): Counts {
  const rows = withUnwritten(read);
  const waiting = rows.filter(({ state }) => state === "waiting").length;
  return { waiting, needsAttention: rows.length - waiting };
}

export async function countsIn(transaction: Transaction<"readonly" | "readwrite">): Promise<Counts> {
  return countsOf(await transaction.objectStore("outbox").getAll());
}

export function unnumbered(draft: Draft): Unnumbered {
  const now = Date.now();
  return { ...draft, id: uuid7(now), at: new Date(now).toISOString() };
}

/** Resolves when they are on the disk with their numbers, and not before: all of them or none, for of a group that was
 * saved by half nobody could tell which half to save again. Written again they are not written twice. `heldMs`: for how
 * long they may still be changed before they are sent; what was held before is free to go. */
export async function write(made: readonly Unnumbered[], heldMs = 0): Promise<Command[]> {
  const lostBefore = timesLost();
  // One transaction: no number without its command, no command without its number.
  const { rows, device, counts } = await inTransaction(
    ["device", "outbox"],
    "readwrite",
    async (transaction) => {
      // Asked and written together where one does not need the other: each answer waits for the page to be free.
      const [known, others] = await Promise.all([
        (async () => await transaction.objectStore("device").get("this"))(),
        releaseIn(transaction),
      ]);
      const before = known as DeviceRecord | undefined;
      if (!before) throw new NoDeviceError();
      const heldUntil = heldMs ? { heldUntil: Date.now() + heldMs } : {};
      const numbered = numberedFrom(made, before).map((row) => ({ ...row, ...heldUntil }));
      const after = { ...before, nextSequence: before.nextSequence + numbered.length };
      // Each in a function of its own, so that none that fails at once leaves the others unheard.
      await Promise.all([
        ...numbered.map(async (row) => await transaction.objectStore("outbox").add(row)),
        (async () => await transaction.objectStore("device").put(after, "this"))(),
      ]);
      // A day without a network is hundreds of rows: they are read once.
      return { rows: numbered, device: after, counts: countsOf([...others, ...numbered]) };
    },
  );
  rememberWritten(rows, device, lostBefore);
  if (lostBefore !== timesLost()) repairSoon();
  // Before anybody can say that it is saved, the screen counts it: it must not say that everything has been sent.
  outboxChanged({ kind: "put", counts });
  return rows.map(({ command }) => command);
}

/** In this page's memory, under the phone's next numbers: they are sent like the others, and are lost with the page. */
export function putInMemory(made: readonly Unnumbered[]): Command[] {
  const device = pageMemory()?.device;
  if (!device) throw new NoDeviceError();
  const rows = numberedFrom(made, device);
  rememberUnwritten(rows);
  outboxChanged({ kind: "put", counts: null });
  return rows.map(({ command }) => command);
}

function numberedFrom(made: readonly Unnumbered[], device: DeviceRecord): OutboxRow[] {
  return made.map((one, index) => {
    const sequence = device.nextSequence + index;
    const command: Command = { ...one, sequence };
    return { deviceId: device.id, sequence, command, state: "waiting", reason: null, text: "" };
  });
}

/** By device, then in the order they were made. */
export function waiting(): Promise<OutboxRow[]> {
  return rowsIn("waiting");
}

export function needsAttention(): Promise<OutboxRow[]> {
  return rowsIn("needs-attention");
}

/** How many of them only this page holds: they are lost with it. */
export function onlyInMemory(): number {
  return pageMemory()?.unwritten.size ?? 0;
}

/** A person has read why this command was refused. What still waits cannot be dismissed. */
export async function dismiss(id: string): Promise<void> {
  const refused = (await needsAttention()).find(({ command }) => command.id === id);
  if (!refused) return;
  if (pageMemory()?.unwritten.has(id)) {
    letGoOf(id, null, { isWritten: true });
    return outboxChanged({ kind: "removed", counts: null });
  }
  const counts = await inTransaction(["outbox"], "readwrite", async (transaction) => {
    await transaction.objectStore("outbox").delete([refused.deviceId, refused.sequence]);
    return await countsIn(transaction);
  });
  letGoOf(id, null, { isWritten: true });
  outboxChanged({ kind: "removed", counts });
}

/** What the register has acknowledged of a day's commands (2026-11-22), oldest first. */
export async function acknowledged(day: string): Promise<AcknowledgedRow[]> {
  return (await allAcknowledged()).filter((row) => row.day === day);
}

async function allAcknowledged(): Promise<AcknowledgedRow[]> {
  const read = () =>
    inTransaction(["acknowledged"], "readonly", (transaction) =>
      transaction.objectStore("acknowledged").getAll(),
    );
  const held = [...(pageMemory()?.acknowledged.values() ?? [])];
  const rows = new Map((await orRemembered(read, held)).map((row) => [row.id, row]));
  for (const row of held) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}

async function rowsIn(state: OutboxRow["state"]): Promise<OutboxRow[]> {
  const read = () =>
    inTransaction(["outbox"], "readonly", (transaction) => transaction.objectStore("outbox").getAll());
  const rows = withUnwritten(await orRemembered(read, rememberedRows()));
  return rows.filter((row) => row.state === state);
}

/** While the storage cannot be read, what this page knows of it. */
async function orRemembered<Row>(read: () => Promise<Row[]>, held: Row[] | null): Promise<Row[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StorageError && pageMemory() && held) return held;
    throw error;
  }
}
