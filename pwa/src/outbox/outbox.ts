// What was recorded on this phone and has not reached the register yet. A command leaves it only when the
// register has acknowledged that very command, or when a person has read why it was refused.

import type { AcknowledgedRow, Command, Draft, OutboxRow } from "../records/command";
import type { DeviceRecord } from "../records/device";
import { notifyOtherTabs } from "../storage/channel";
import { inTransaction } from "../storage/database";
import type { Transaction } from "../storage/schema";
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

/** `counts` are of the very transaction that made the change. */
export interface Change {
  kind: "put" | "removed";
  counts: Counts;
}

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

export async function countsIn(transaction: Transaction<"readonly" | "readwrite">): Promise<Counts> {
  const rows = await transaction.objectStore("outbox").getAll();
  const waiting = rows.filter(({ state }) => state === "waiting").length;
  return { waiting, needsAttention: rows.length - waiting };
}

/** Resolves when the command is on the disk with its number, and not before. */
export async function put(draft: Draft): Promise<Command> {
  const [command] = await putAll([draft]);
  return command as Command;
}

/** All of them or none: of a group that was saved by half nobody could tell which half to save again. `heldMs`: for how
 * long they may still be changed before they are sent; what was held before is free to go. */
export async function putAll(drafts: readonly Draft[], heldMs = 0): Promise<Command[]> {
  // One transaction: no number without its command, no command without its number.
  const { commands, counts } = await inTransaction(["device", "outbox"], "readwrite", async (transaction) => {
    const device = (await transaction.objectStore("device").get("this")) as DeviceRecord | undefined;
    if (!device) throw new NoDeviceError();
    const rows = drafts.map((draft, index) => rowOf(draft, device, device.nextSequence + index));
    await releaseIn(transaction);
    const heldUntil = heldMs ? { heldUntil: Date.now() + heldMs } : {};
    for (const row of rows) await transaction.objectStore("outbox").add({ ...row, ...heldUntil });
    const nextSequence = device.nextSequence + rows.length;
    await transaction.objectStore("device").put({ ...device, nextSequence }, "this");
    return { commands: rows.map(({ command }) => command), counts: await countsIn(transaction) };
  });
  // Before anybody can say that it is saved, the screen counts it: it must not say that everything has been sent.
  outboxChanged({ kind: "put", counts });
  return commands;
}

function rowOf(draft: Draft, device: DeviceRecord, sequence: number): OutboxRow {
  const now = Date.now();
  const command: Command = { ...draft, id: uuid7(now), sequence, at: new Date(now).toISOString() };
  return { deviceId: device.id, sequence, command, state: "waiting", reason: null, text: "" };
}

/** By device, then in the order they were made. */
export function waiting(): Promise<OutboxRow[]> {
  return rowsIn("waiting");
}

export function needsAttention(): Promise<OutboxRow[]> {
  return rowsIn("needs-attention");
}

/** A person has read why this command was refused. What still waits cannot be dismissed. */
export async function dismiss(id: string): Promise<void> {
  const refused = (await needsAttention()).find(({ command }) => command.id === id);
  if (!refused) return;
  const counts = await inTransaction(["outbox"], "readwrite", async (transaction) => {
    await transaction.objectStore("outbox").delete([refused.deviceId, refused.sequence]);
    return await countsIn(transaction);
  });
  outboxChanged({ kind: "removed", counts });
}

/** What the register has acknowledged of a day's commands (2026-11-22), oldest first. */
export async function acknowledged(day: string): Promise<AcknowledgedRow[]> {
  const rows = await inTransaction(["acknowledged"], "readonly", (transaction) =>
    transaction.objectStore("acknowledged").getAll(),
  );
  return rows.filter((row) => row.day === day);
}

async function rowsIn(state: OutboxRow["state"]): Promise<OutboxRow[]> {
  const rows = await inTransaction(["outbox"], "readonly", (transaction) =>
    transaction.objectStore("outbox").getAll(),
  );
  return rows.filter((row) => row.state === state);
}
