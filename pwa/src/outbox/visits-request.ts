// The lists in which commands travel: those of one device together, in the order they were made.
import { heldList } from "../card-list/held-list";
import type { OutboxRow } from "../records/command";
import type { Device } from "../records/device";

export const MOST_IN_LIST = 200;

/** What the phone says of itself with every list. */
export interface DeviceState {
  id: string;
  last_sequence: number;
  waiting: number;
  list_made_at: string | null;
}

export interface VisitsRequest {
  device: DeviceState;
  rows: OutboxRow[];
}

/** All devices that have something waiting, this one first. */
export function devicesOf(rows: readonly OutboxRow[], device: Device | null): string[] {
  const ids = new Set(rows.map((row) => row.deviceId));
  return [...ids].sort((a, b) => Number(b === device?.id) - Number(a === device?.id));
}

/** `left` is what will still wait here once these rows have arrived. */
export async function visitsRequest(
  deviceId: string,
  rows: OutboxRow[],
  left: number,
  device: Device | null,
): Promise<VisitsRequest> {
  // A list that cannot be read now keeps no visit from being sent.
  const list = device?.id === deviceId ? await heldList().catch(() => null) : null;
  const listMadeAt = list?.madeAt ?? null;
  return { device: deviceState(deviceId, rows, left, device, listMadeAt), rows };
}

/** `device` is the one this phone is now, and the list is that one's: a former device has neither. */
export function deviceState(
  deviceId: string,
  rows: readonly OutboxRow[],
  left: number,
  device: Device | null,
  listMadeAt: number | null,
): DeviceState {
  const highest = Math.max(0, ...rows.map((row) => row.sequence));
  const isThis = device?.id === deviceId;
  return {
    id: deviceId,
    last_sequence: isThis ? Math.max(highest, device.nextSequence - 1) : highest,
    waiting: left,
    list_made_at: isThis && listMadeAt !== null ? new Date(listMadeAt).toISOString() : null,
  };
}

export function bodyOf({ device, rows }: VisitsRequest): object {
  return { sent_at: new Date().toISOString(), device, commands: rows.map((row) => row.command) };
}
