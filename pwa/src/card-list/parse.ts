// The register's answer about the list: a header of 40 bytes, cards, and a digest of all that comes before it. A whole
// list is condensed; changes are nine bytes a card.
import { type CardRecords, expand } from "./condensed";
import { SEAL_SPAN } from "./seal";
import { RECORD_BYTES, sealAt } from "./search";

export interface ListAnswer extends CardRecords {
  isFull: boolean;
  oldestDay: number;
  cursor: number;
  /** In ms since 1970. */
  madeAt: number;
  /** What a whole list must count and sum to; null when not given. */
  whole: { count: number; sum: number } | null;
}

const MAGIC = 0x4b4b4c33; // KKL3: the third version
const HEADER_BYTES = 40;
const DIGEST_BYTES = 32;
const NOT_GIVEN = 0xffffffff;

/** Null where anything is not as it must be: then it did not come from the register, or not whole. */
export async function parseList(answer: ArrayBuffer): Promise<ListAnswer | null> {
  const end = answer.byteLength - DIGEST_BYTES;
  if (end < HEADER_BYTES || !(await isWhole(answer, end))) return null;
  const header = new DataView(answer, 0, HEADER_BYTES);
  const kind = header.getUint8(4);
  if (header.getUint32(0) !== MAGIC || kind > 1) return null;
  const body = new Uint8Array(answer, HEADER_BYTES, end - HEADER_BYTES);
  const cards = kind === 0 ? expand(body, header.getUint32(24)) : readRecords(body, header.getUint32(24));
  if (!cards) return null;
  const count = header.getUint32(28);
  return {
    isFull: kind === 0,
    oldestDay: header.getUint16(6),
    cursor: Number(header.getBigUint64(8)),
    madeAt: Number(header.getBigUint64(16)),
    whole: count === NOT_GIVEN ? null : { count, sum: Number(header.getBigUint64(32)) },
    ...cards,
  };
}

async function isWhole(answer: ArrayBuffer, end: number): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(answer, 0, end)));
  const stated = new Uint8Array(answer, end);
  return digest.every((byte, index) => byte === stated[index]);
}

function readRecords(body: Uint8Array, count: number): CardRecords | null {
  const records = body.slice().buffer;
  if (records.byteLength !== count * RECORD_BYTES || !isSorted(records)) return null;
  return { records, span: SEAL_SPAN };
}

/** Halving and merging both rest on it. */
function isSorted(records: ArrayBuffer): boolean {
  const view = new DataView(records);
  for (let offset = RECORD_BYTES; offset < view.byteLength; offset += RECORD_BYTES) {
    if (sealAt(view, offset - RECORD_BYTES) >= sealAt(view, offset)) return false;
  }
  return true;
}
