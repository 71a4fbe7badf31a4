// For tests: the register's answers about the list, made as its own code makes them.
import { createHash, createHmac } from "node:crypto";
import { condensed } from "./condensed";

export interface Made {
  isFull?: boolean;
  oldestDay?: number;
  cursor?: number;
  madeAt?: number;
  whole?: { count: number; sum: number };
}

/** Entries of nine bytes, sorted, from codes and what is said of them. */
export function sealedEntries(key: Uint8Array, cards: Iterable<readonly [string, number]>): Buffer {
  const entries = [...cards].map(([code, entry]) => {
    const seal = createHmac("sha256", key).update(code).digest().subarray(0, 6);
    return Buffer.concat([seal, Buffer.from([entry >>> 16, (entry >>> 8) & 0xff, entry & 0xff])]);
  });
  return Buffer.concat(entries.sort(Buffer.compare));
}

export function listAnswer(entries: Buffer, made: Made): ArrayBuffer {
  const body = (made.isFull ?? true) ? condensed(entries) : entries;
  return answerOf(body, entries.length / 9, made);
}

/** Any body under a heading and a digest that are as they must be. */
export function answerOf(
  body: Buffer,
  count: number,
  { isFull = true, oldestDay = 0, cursor = 1, madeAt = 0, whole }: Made,
): ArrayBuffer {
  const header = Buffer.alloc(40);
  header.write("KKL3");
  header.writeUInt8(isFull ? 0 : 1, 4);
  header.writeUInt16BE(oldestDay, 6);
  header.writeBigUInt64BE(BigInt(cursor), 8);
  header.writeBigUInt64BE(BigInt(madeAt), 16);
  header.writeUInt32BE(count, 24);
  header.writeUInt32BE(whole?.count ?? 0xffffffff, 28);
  header.writeBigUInt64BE(BigInt(whole?.sum ?? 0), 32);
  const headed = Buffer.concat([header, body]);
  const answer = Buffer.concat([headed, createHash("sha256").update(headed).digest()]);
  return answer.buffer.slice(answer.byteOffset, answer.byteOffset + answer.length) as ArrayBuffer;
}
