// What this page remembers of what the phone keeps: the browser may empty, fill or close the storage under an
// open page. Nothing is remembered until a page asks for it; the service worker never does.
import type { ListRecord } from "../records/card-list";
import type { AcknowledgedRow, OutboxRow } from "../records/command";
import type { DeviceRecord, KeyRecord } from "../records/device";
import type { Settings } from "./schema";

/** All that the storage holds but the list, which is read when a verdict needs it. */
export interface Snapshot {
  identity: string | null;
  device: DeviceRecord | null;
  key: KeyRecord | null;
  rows: readonly OutboxRow[];
  acknowledged: readonly AcknowledgedRow[];
  settings: ReadonlyMap<string, Settings[keyof Settings]>;
}

class Memory {
  /** Whether the storage has been read since the page was opened: until then nobody knows what waits in it. */
  isRead = false;
  /** Which database it was read from. */
  identity: string | null = null;
  /** The storage has been emptied: all of this must be put back. */
  isLost = false;
  /** How often it has been found emptied. What was written before that is not on the disk any more. */
  timesLost = 0;
  device: DeviceRecord | null = null;
  key: KeyRecord | null = null;
  list: ListRecord | null = null;
  readonly rows = new Map<string, OutboxRow>();
  readonly acknowledged = new Map<string, AcknowledgedRow>();
  readonly settings = new Map<string, Settings[keyof Settings]>();
  /** Rows that the storage has not, or has in an older state. */
  readonly unwritten = new Set<string>();
  /** Rows that the storage may still have although they have been answered. */
  readonly answered = new Set<string>();
}

let memory: Memory | null = null;

/** From now on, for as long as the page is open. */
export function beginRemembering(): void {
  memory ??= new Memory();
}

/** Nobody watches any more, or, in a test, a page has just been opened. */
export function forgetAll(): void {
  memory = null;
}

/** Null where nothing is remembered. */
export function pageMemory(): Memory | null {
  return memory;
}

/** To be asked before a transaction, for what is remembered of it afterwards. */
export function timesLost(): number {
  return memory?.timesLost ?? 0;
}

/** What has just been read, if it is of the database that is in use. */
export function rememberSnapshot(read: Snapshot): void {
  if (!memory || memory.isLost || (memory.isRead && read.identity !== memory.identity)) return;
  memory.isRead = true;
  memory.identity = read.identity;
  memory.device = withLaterNumber(read.device, memory.device);
  memory.key = read.key;
  const read_ids = new Set(read.rows.map(({ command }) => command.id));
  for (const id of memory.rows.keys())
    if (!read_ids.has(id) && !memory.unwritten.has(id)) memory.rows.delete(id);
  for (const row of read.rows) if (!isNewerHere(memory, row)) memory.rows.set(row.command.id, row);
  replace(memory.acknowledged, new Map(read.acknowledged.map((row) => [row.id, row])));
  replace(memory.settings, read.settings);
}

/** Rows that are on the disk now, unless it has been emptied since their transaction began. */
export function rememberWritten(rows: readonly OutboxRow[], device: DeviceRecord, lostBefore: number): void {
  if (!memory) return;
  memory.device = withLaterNumber(device, memory.device);
  const isOnDisk = lostBefore === memory.timesLost;
  for (const row of rows) {
    memory.rows.set(row.command.id, row);
    if (isOnDisk) memory.unwritten.delete(row.command.id);
    else memory.unwritten.add(row.command.id);
  }
}

/** A row that has been changed on the disk. */
export function rememberChanged(row: OutboxRow): void {
  memory?.rows.set(row.command.id, row);
}

/** Rows that could not be written; their numbers are given. */
export function rememberUnwritten(rows: readonly OutboxRow[]): void {
  if (!memory) return;
  for (const row of rows) {
    memory.rows.set(row.command.id, row);
    memory.unwritten.add(row.command.id);
    if (memory.device?.id === row.deviceId) memory.device = withNumberAfter(memory.device, row.sequence);
  }
}

/** The register has acknowledged a row, or a person has read why it was refused. */
export function letGoOf(
  id: string,
  acknowledged: AcknowledgedRow | null,
  { isWritten }: { isWritten: boolean },
): void {
  if (!memory) return;
  const isOnDisk = !memory.unwritten.delete(id);
  memory.rows.delete(id);
  if (acknowledged) memory.acknowledged.set(id, acknowledged);
  if (!isWritten && isOnDisk) memory.answered.add(id);
}

export function rememberDevice(device: DeviceRecord, key: KeyRecord, lostBefore: number): void {
  if (!memory) return;
  memory.isLost ||= lostBefore !== memory.timesLost;
  memory.device = device;
  memory.key = key;
  memory.list = null;
}

export function rememberList(list: ListRecord | null): void {
  if (memory) memory.list = list;
}

export function rememberSetting<Name extends keyof Settings>(name: Name, value: Settings[Name] | null): void {
  if (value === null) memory?.settings.delete(String(name));
  else memory?.settings.set(String(name), value);
}

/** A revoked phone has no key any more. */
export function letGoOfKey(): void {
  if (!memory) return;
  memory.key = null;
  memory.list = null;
}

/** Somebody has signed out: what waits stays, who the phone was does not. */
export function letGoOfDevice(): void {
  if (!memory) return;
  letGoOfKey();
  memory.device = null;
  memory.acknowledged.clear();
}

/** What waits or needs attention, from what the storage says and what is only known here. */
export function withUnwritten(read: readonly OutboxRow[]): OutboxRow[] {
  if (!memory) return [...read];
  const { rows, unwritten, answered } = memory;
  const here = [...unwritten].flatMap((id) => rows.get(id) ?? []);
  const others = read.filter(({ command }) => !unwritten.has(command.id) && !answered.has(command.id));
  return [...others, ...here].sort(byDeviceAndNumber);
}

/** All rows as this page knows them, where the storage cannot be read; null where it never could. */
export function rememberedRows(): OutboxRow[] | null {
  if (!memory || (!memory.isRead && !memory.unwritten.size)) return null;
  return [...memory.rows.values()].sort(byDeviceAndNumber);
}

/** The database that is in use is another one than before: nothing of what is remembered is on the disk. */
export function markLost(identity: string | null): void {
  if (!memory) return;
  memory.isLost = true;
  memory.timesLost += 1;
  memory.identity = identity;
  memory.answered.clear();
  for (const id of memory.rows.keys()) memory.unwritten.add(id);
}

/** Everything that is remembered is on the disk. */
export function markWritten(
  rows: readonly OutboxRow[],
  device: DeviceRecord | null,
  lostBefore: number,
): void {
  if (!memory || lostBefore !== memory.timesLost) return;
  memory.isLost = false;
  memory.answered.clear();
  memory.device = device ?? memory.device;
  for (const row of rows) {
    if (memory.rows.has(row.command.id)) memory.rows.set(row.command.id, row);
    memory.unwritten.delete(row.command.id);
  }
}

const isNewerHere = ({ unwritten, answered }: Memory, { command }: OutboxRow) =>
  unwritten.has(command.id) || answered.has(command.id);

export function withNumberAfter(device: DeviceRecord, sequence: number): DeviceRecord {
  return { ...device, nextSequence: Math.max(device.nextSequence, sequence + 1) };
}

function withLaterNumber(read: DeviceRecord | null, before: DeviceRecord | null): DeviceRecord | null {
  return read && before?.id === read.id ? withNumberAfter(read, before.nextSequence - 1) : read;
}

function replace<Value>(map: Map<string, Value>, by: ReadonlyMap<string, Value>): void {
  map.clear();
  for (const [name, value] of by) map.set(name, value);
}

function byDeviceAndNumber(a: OutboxRow, b: OutboxRow): number {
  return a.deviceId < b.deviceId ? -1 : a.deviceId > b.deviceId ? 1 : a.sequence - b.sequence;
}
