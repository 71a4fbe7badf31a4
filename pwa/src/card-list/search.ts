// Finds a card among a hundred thousand by binary search, without allocating anything.
import { ENTRY_BYTES } from "./entry";

const SEAL_BYTES = 6;
export const RECORD_BYTES = SEAL_BYTES + ENTRY_BYTES;

/** The three bytes kept under a seal as one number, or null when it is not on the list. */
export function findEntry(list: DataView, seal: number): number | null {
  let low = 0;
  let high = list.byteLength / RECORD_BYTES;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = sealAt(list, middle * RECORD_BYTES);
    if (found === seal) return entryAt(list, middle * RECORD_BYTES);
    if (found < seal) low = middle + 1;
    else high = middle;
  }
  return null;
}

/** Six bytes as a number: 48 bits, which a number holds exactly. */
export function sealAt(list: DataView, offset: number): number {
  return list.getUint16(offset) * 0x1_0000_0000 + list.getUint32(offset + 2);
}

export function entryAt(list: DataView, offset: number): number {
  return list.getUint16(offset + SEAL_BYTES) * 0x100 + list.getUint8(offset + SEAL_BYTES + 2);
}

export function putRecord(list: DataView, offset: number, seal: number, entry: number): void {
  const high = Math.floor(seal / 0x1_0000_0000);
  list.setUint16(offset, high);
  list.setUint32(offset + 2, seal - high * 0x1_0000_0000);
  list.setUint16(offset + SEAL_BYTES, entry >>> 8);
  list.setUint8(offset + SEAL_BYTES + 2, entry & 0xff);
}
