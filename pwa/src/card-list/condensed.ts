// The body of a whole list, as the register condenses it (webapp/core/devices/condensed.py): the span to which its
// seals are scaled down, the number of low bits of a gap, and a string of bits: two codes of Huffman, and for each card
// the gap to the seal before it, its last day, and the rest of its entry.
import { Bits } from "./bits";
import { DAY_UNIT } from "./entry";
import { type Code, readCode, readSymbol } from "./huffman";
import { SEAL_SPAN } from "./seal";
import { putRecord, RECORD_BYTES } from "./search";

const PREFIX_BYTES = 9;
const DAYS = 0x4000;
const LEAST_BITS = 3; // of a card: one for the gap, and one for each of the codes

export interface CardRecords {
  /** Nine bytes a card, sorted by the first six: its seal, scaled down to the span. */
  records: ArrayBuffer;
  span: number;
}

/** Null where anything is not as it must be. */
export function expand(body: Uint8Array, count: number): CardRecords | null {
  if (body.length < PREFIX_BYTES || body.length * 8 < count * LEAST_BITS) return null;
  const span = Number(new DataView(body.buffer, body.byteOffset).getBigUint64(0));
  const lowBits = body[PREFIX_BYTES - 1] ?? 0;
  if (span > SEAL_SPAN || lowBits > 48) return null;
  const bits = new Bits(body.subarray(PREFIX_BYTES));
  const days = readCode(bits, DAYS);
  const rests = readCode(bits, DAY_UNIT);
  if (!days || !rests) return null;
  const records = new DataView(new ArrayBuffer(count * RECORD_BYTES));
  const isRead = readCards(bits, records, { span, lowBits, days, rests });
  return isRead && bits.isAtEnd ? { records: records.buffer as ArrayBuffer, span } : null;
}

interface Layout {
  span: number;
  lowBits: number;
  days: Code;
  rests: Code;
}

/** Each seal is greater than the one before, as searching and merging want them. */
function readCards(bits: Bits, records: DataView, { span, lowBits, days, rests }: Layout): boolean {
  let seal = -1;
  for (let offset = 0; offset < records.byteLength; offset += RECORD_BYTES) {
    seal += bits.gap(lowBits) + 1;
    const day = readSymbol(bits, days);
    const rest = readSymbol(bits, rests);
    if (seal >= span || day < 0 || rest < 0 || bits.isOver) return false;
    putRecord(records, offset, seal, day * DAY_UNIT + rest);
  }
  return true;
}
