// Makes the storage what this page knows that it should be: after it was emptied, or could not be written for a while.
import { LIST_KEY } from "../records/card-list";
import type { OutboxRow } from "../records/command";
import type { DeviceRecord } from "../records/device";
import { pageMemory, withNumberAfter } from "./memory";
import type { Settings, Transaction } from "./schema";

export interface Written {
  rows: OutboxRow[];
  device: DeviceRecord | null;
}

type Memory = NonNullable<ReturnType<typeof pageMemory>>;
type Writing = Transaction<"readwrite">;

/** Adds what is missing and takes away nothing that the register has not answered. Twice is as good as once. */
export async function putBack(transaction: Writing): Promise<Written> {
  const memory = pageMemory();
  if (!memory) return { rows: [], device: null };
  await writeSomething(transaction);
  if (memory.isLost) await putBackPhone(transaction, memory);
  await putBackAcknowledged(transaction, memory);
  await takeAnsweredAway(transaction, memory);
  return await putBackRows(transaction, memory);
}

/** Only writing shows whether there is room. */
async function writeSomething(transaction: Writing): Promise<void> {
  const settings = transaction.objectStore("settings");
  const identity = await settings.get("identity");
  if (identity) await settings.put(identity, "identity");
}

/** Unless another page has introduced the phone anew meanwhile. */
async function putBackPhone(transaction: Writing, memory: Memory): Promise<void> {
  const devices = transaction.objectStore("device");
  await putBackSettings(transaction, memory);
  if (!memory.device || (await devices.get("this"))) return;
  await devices.put(memory.device, "this");
  if (memory.key) await devices.put(memory.key, "key");
  if (memory.key && memory.list?.keyId === memory.key.id) {
    await transaction.objectStore("list").put(memory.list, LIST_KEY);
  }
}

/** Its devices are no strangers to the new database. */
async function putBackSettings(transaction: Writing, { settings, device }: Memory): Promise<void> {
  const store = transaction.objectStore("settings");
  for (const [name, value] of settings) {
    if ((await store.getKey(name)) === undefined) await store.put(value, name);
  }
  const numbering = {
    ...(settings.get("numbering") as Settings["numbering"] | undefined),
    ...(device && { [device.id]: device.nextSequence }),
    ...((await store.get("numbering")) as Settings["numbering"] | undefined),
  };
  await store.put(numbering, "numbering");
}

async function putBackAcknowledged(transaction: Writing, { acknowledged }: Memory): Promise<void> {
  const store = transaction.objectStore("acknowledged");
  const there = new Set(await store.getAllKeys());
  for (const row of acknowledged.values()) if (!there.has(row.id)) await store.put(row);
}

async function takeAnsweredAway(transaction: Writing, { answered }: Memory): Promise<void> {
  const outbox = transaction.objectStore("outbox");
  for (const { deviceId, sequence, command } of await outbox.getAll()) {
    if (answered.has(command.id)) await outbox.delete([deviceId, sequence]);
  }
}

async function putBackRows(transaction: Writing, memory: Memory): Promise<Written> {
  const outbox = transaction.objectStore("outbox");
  const done = new Set(await transaction.objectStore("acknowledged").getAllKeys());
  const there = new Map((await outbox.getAll()).map((row) => [row.command.id, row]));
  const taken = new Set([...there.values()].map(positionOf));
  let device = await deviceNow(transaction, memory);
  const rows: OutboxRow[] = [];
  for (const id of memory.unwritten) {
    const row = memory.rows.get(id);
    if (!row || done.has(id)) continue; // another page has had the answer
    const written = there.get(id)
      ? { ...row, ...positionIn(there.get(id)) }
      : placed(row, device, memory, taken);
    await outbox.put(written);
    taken.add(positionOf(written));
    if (device?.id === written.deviceId) device = withNumberAfter(device, written.sequence);
    rows.push(written);
  }
  if (device) await transaction.objectStore("device").put(device, "this");
  return { rows, device };
}

/** Where a number has been given to another command meanwhile, the next one: the register knows both by their ids. */
function placed(row: OutboxRow, device: DeviceRecord | null, memory: Memory, taken: Set<string>): OutboxRow {
  const isOfThisPhone = row.deviceId === memory.device?.id && memory.device?.venueId === device?.venueId;
  const deviceId = device && isOfThisPhone ? device.id : row.deviceId;
  let { sequence } = row;
  if (deviceId !== row.deviceId) sequence = device?.nextSequence ?? sequence;
  while (taken.has(positionOf({ deviceId, sequence }))) {
    sequence = Math.max(sequence + 1, device?.id === deviceId ? device.nextSequence : 0);
  }
  return { ...row, deviceId, sequence, command: { ...row.command, sequence } };
}

async function deviceNow(transaction: Writing, memory: Memory): Promise<DeviceRecord | null> {
  const there = (await transaction.objectStore("device").get("this")) as DeviceRecord | undefined;
  if (!there) return null;
  return memory.device?.id === there.id ? withNumberAfter(there, memory.device.nextSequence - 1) : there;
}

function positionIn(row: OutboxRow | undefined): Partial<OutboxRow> {
  return row ? { deviceId: row.deviceId, sequence: row.sequence, command: row.command } : {};
}

const positionOf = ({ deviceId, sequence }: { deviceId: string; sequence: number }) =>
  `${deviceId}/${sequence}`;
