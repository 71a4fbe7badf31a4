// Brings a list up to date: both are sorted, so one walk through the two does it.
import { DAY_UNIT } from "./entry";
import { scaleSeal } from "./seal";
import { entryAt, putRecord, RECORD_BYTES, sealAt } from "./search";

export interface Tally {
  count: number;
  sum: number;
}

/** A new entry replaces the one with its seal; those that ended before `oldestDay` go. */
export function merge(current: ArrayBuffer, changes: ArrayBuffer, oldestDay: number): ArrayBuffer {
  const [old, fresh] = [new DataView(current), new DataView(changes)];
  const oldBytes = new Uint8Array(current);
  const freshBytes = new Uint8Array(changes);
  const merged = new Uint8Array(current.byteLength + changes.byteLength);
  const oldestEntry = oldestDay * DAY_UNIT;
  let length = 0;
  const keep = (bytes: Uint8Array, view: DataView, offset: number) => {
    if (entryAt(view, offset) < oldestEntry) return;
    // Byte by byte: nine are too few to be worth a view of their own, a hundred thousand times over.
    for (let index = 0; index < RECORD_BYTES; index++) merged[length++] = bytes[offset + index] ?? 0;
  };
  let from = 0;
  for (let next = 0; next < fresh.byteLength; next += RECORD_BYTES) {
    const seal = sealAt(fresh, next);
    for (; from < old.byteLength && sealAt(old, from) < seal; from += RECORD_BYTES) keep(oldBytes, old, from);
    if (from < old.byteLength && sealAt(old, from) === seal) from += RECORD_BYTES;
    keep(freshBytes, fresh, next);
  }
  for (; from < old.byteLength; from += RECORD_BYTES) keep(oldBytes, old, from);
  return merged.buffer.slice(0, length);
}

/** Changes, whose seals are whole, as a list in a smaller span has them. */
export function scaleRecords(records: ArrayBuffer, span: number): ArrayBuffer {
  const [whole, scaled] = [new DataView(records), new DataView(new ArrayBuffer(records.byteLength))];
  for (let offset = 0; offset < whole.byteLength; offset += RECORD_BYTES) {
    putRecord(scaled, offset, scaleSeal(sealAt(whole, offset), span), entryAt(whole, offset));
  }
  return scaled.buffer as ArrayBuffer;
}

/** How many entries, and the sum of what they say: the register tells what both should be. */
export function tally(list: ArrayBuffer): Tally {
  const view = new DataView(list);
  let sum = 0;
  for (let offset = 0; offset < view.byteLength; offset += RECORD_BYTES) sum += entryAt(view, offset);
  return { count: view.byteLength / RECORD_BYTES, sum };
}
