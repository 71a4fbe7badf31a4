// Finds a card among a hundred thousand by binary search, without allocating anything.
import { ENTRY_BYTES } from "./entry";
import { SEAL_BYTES } from "./seal";

export const RECORD_BYTES = SEAL_BYTES + ENTRY_BYTES;

/** The three bytes kept under a seal as one number, or null when it is not on the list. */
export function findEntry(list: DataView, seal: Uint8Array): number | null {
  const wanted = sealAt(new DataView(seal.buffer, seal.byteOffset, SEAL_BYTES), 0);
  let low = 0;
  let high = list.byteLength / RECORD_BYTES;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = sealAt(list, middle * RECORD_BYTES);
    if (found === wanted) return entryAt(list, middle * RECORD_BYTES);
    if (found < wanted) low = middle + 1;
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
