// The lists in which commands travel: those of one device together, in the order they were made.
import { heldList } from "../card-list/held-list";
import type { Device } from "../device/device-record";
import type { OutboxRow } from "./command";

export const MOST_IN_LIST = 200;

export interface Parcel {
  device: { id: string; last_sequence: number; waiting: number; list_made_at: string | null };
  rows: OutboxRow[];
}

/** All devices that have something waiting, this one first. */
export function devicesOf(rows: readonly OutboxRow[], device: Device | null): string[] {
  const ids = new Set(rows.map((row) => row.deviceId));
  return [...ids].sort((a, b) => Number(b === device?.id) - Number(a === device?.id));
}

/** `left` is what will still wait here once these rows have arrived. */
export async function parcelOf(
  deviceId: string,
  rows: OutboxRow[],
  left: number,
  device: Device | null,
): Promise<Parcel> {
  const highest = Math.max(0, ...rows.map((row) => row.sequence));
  const isThis = device?.id === deviceId;
  const madeAt = isThis ? ((await heldList())?.madeAt ?? null) : null;
  return {
    device: {
      id: deviceId,
      last_sequence: isThis ? Math.max(highest, device.nextSequence - 1) : highest,
      waiting: left,
      list_made_at: madeAt === null ? null : new Date(madeAt).toISOString(),
    },
    rows,
  };
}

export function bodyOf({ device, rows }: Parcel): object {
  return { sent_at: new Date().toISOString(), device, commands: rows.map((row) => row.command) };
}
