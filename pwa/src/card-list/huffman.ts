// Huffman's code of one column of the list, canonical: lengths and the order of symbols say all of it.
import type { Bits } from "./bits";

const SYMBOL_COUNT_BITS = 16;
const LENGTH_BITS = 5;
const LONGEST = 30;
/** Codes up to this length, which nearly all symbols have, are looked up at once. */
const QUICK_BITS = 12;

export interface Code {
  /** Symbols by the lengths of their codes, and among equal ones by themselves. */
  symbols: readonly number[];
  /** How many codes there are of each length. */
  counts: readonly number[];
  /** For each beginning of QUICK_BITS: the symbol and, in the last five bits, its code's length; 0 for no short code. */
  quick: Uint32Array;
}

/** Null where the table is none: symbols from `limit` on, or more codes than there can be. */
export function readCode(bits: Bits, limit: number): Code | null {
  const byLength: number[][] = Array.from({ length: LONGEST + 1 }, () => []);
  let symbol = -1;
  let room = 2 ** LONGEST;
  for (let left = bits.number(SYMBOL_COUNT_BITS); left > 0; left--) {
    const width = bits.zeros();
    symbol += 2 ** width + bits.number(width);
    const length = bits.number(LENGTH_BITS);
    if (symbol >= limit || length === 0 || length > LONGEST) return null;
    room -= 2 ** (LONGEST - length);
    byLength[length]?.push(symbol);
  }
  if (room < 0) return null;
  return {
    symbols: byLength.flat(),
    counts: byLength.map(({ length }) => length),
    quick: quickTable(byLength),
  };
}

function quickTable(byLength: readonly (readonly number[])[]): Uint32Array {
  const quick = new Uint32Array(2 ** QUICK_BITS);
  let from = 0;
  for (let length = 1; length <= QUICK_BITS; length++) {
    for (const symbol of byLength[length] ?? []) {
      const to = from + 2 ** (QUICK_BITS - length);
      quick.fill((symbol << LENGTH_BITS) | length, from, to);
      from = to;
    }
  }
  return quick;
}

/** The next symbol, or -1 where the bits are the code of none. */
export function readSymbol(bits: Bits, code: Code): number {
  const next = bits.next();
  const found = code.quick[next >>> (32 - QUICK_BITS)] ?? 0;
  if (found === 0) return readLongSymbol(bits, next, code);
  bits.skip(found & (2 ** LENGTH_BITS - 1));
  return found >>> LENGTH_BITS;
}

function readLongSymbol(bits: Bits, next: number, { symbols, counts }: Code): number {
  let first = 0; // the first code of this length
  let index = 0; // and where its symbol stands
  for (let length = 1; length <= LONGEST; length++) {
    const place = (next >>> (32 - length)) - first;
    const count = counts[length] ?? 0;
    if (place < count) {
      bits.skip(length);
      return symbols[index + place] ?? -1;
    }
    index += count;
    first = (first + count) * 2;
  }
  return -1;
}
