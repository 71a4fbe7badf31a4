// The register's answer about the list: a header of 40 bytes, entries, and a digest of all that comes before it.
import { RECORD_BYTES, sealAt } from "./search";

export interface ListAnswer {
  isFull: boolean;
  oldestDay: number;
  cursor: number;
  /** In ms since 1970. */
  madeAt: number;
  /** What a whole list must count and sum to; null when not given. */
  whole: { count: number; sum: number } | null;
  entries: ArrayBuffer;
}

const MAGIC = 0x4b4b4c32; // KKL2: the second version
const HEADER_BYTES = 40;
const DIGEST_BYTES = 32;
const NOT_GIVEN = 0xffffffff;

/** Null where anything is not as it must be: then it did not come from the register, or not whole. */
export async function parseList(answer: ArrayBuffer): Promise<ListAnswer | null> {
  const end = answer.byteLength - DIGEST_BYTES;
  if (end < HEADER_BYTES || !(await isWhole(answer, end))) return null;
  const header = new DataView(answer, 0, HEADER_BYTES);
  const entries = answer.slice(HEADER_BYTES, end);
  const kind = header.getUint8(4);
  if (header.getUint32(0) !== MAGIC || kind > 1) return null;
  if (entries.byteLength !== header.getUint32(24) * RECORD_BYTES || !isSorted(entries)) return null;
  const count = header.getUint32(28);
  return {
    isFull: kind === 0,
    oldestDay: header.getUint16(6),
    cursor: Number(header.getBigUint64(8)),
    madeAt: Number(header.getBigUint64(16)),
    whole: count === NOT_GIVEN ? null : { count, sum: Number(header.getBigUint64(32)) },
    entries,
  };
}

async function isWhole(answer: ArrayBuffer, end: number): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(answer, 0, end)));
  const stated = new Uint8Array(answer, end);
  return digest.every((byte, index) => byte === stated[index]);
}

/** Halving and merging both rest on it. */
function isSorted(entries: ArrayBuffer): boolean {
  const view = new DataView(entries);
  for (let offset = RECORD_BYTES; offset < view.byteLength; offset += RECORD_BYTES) {
    if (sealAt(view, offset - RECORD_BYTES) >= sealAt(view, offset)) return false;
  }
  return true;
}
