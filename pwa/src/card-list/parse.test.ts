import { expect, test } from "vitest";
import contract from "../../../tests/contracts/list_entries.json";
import { listedDay } from "../clock";
import { condensed } from "../fake-register/condensed";
import { answerOf, listAnswer, sealedEntries } from "../fake-register/sealed";
import { merge, scaleRecords, tally } from "./merge";
import { parseList } from "./parse";
import { isCrowded, SEAL_SPAN, scaleSeal, sealOf } from "./seal";
import { findEntry, sealAt } from "./search";

const KEY = new Uint8Array(32).fill(7);

function bytesOf(hex: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(hex, "hex")).buffer;
}

async function sealUnder(base64: string, code: string): Promise<number> {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return await sealOf(key, code);
}

test.each(contract.sealed)("$code is sealed as the register seals it", async ({ key_base64, code, hex }) => {
  expect(await sealUnder(key_base64, code)).toBe(Number.parseInt(hex.slice(0, 12), 16));
});

const LISTS = contract.lists.filter(({ version }) => version === 3);

test("an answer of another version is none", async () => {
  const others = contract.lists.filter(({ version }) => version !== 3);
  expect(others).not.toHaveLength(0);
  for (const { hex } of others) expect(await parseList(bytesOf(hex))).toBeNull();
});

test.each(LISTS)("the register's answer of kind $kind, of $whole_count cards, is read", async (recorded) => {
  const answer = await parseList(bytesOf(recorded.hex));
  if (!answer) throw new Error("not read");
  expect(answer).toMatchObject({
    isFull: recorded.kind === "full",
    oldestDay: listedDay(recorded.oldest_listed_day),
    cursor: recorded.cursor,
    madeAt: Date.parse(recorded.made_at),
    whole: recorded.whole_count === null ? null : { count: recorded.whole_count, sum: recorded.whole_sum },
  });
  const list = new DataView(answer.records);
  const found = async (code: string) =>
    findEntry(list, scaleSeal(await sealUnder(recorded.key_base64, code), answer.span));
  for (const { code, entry } of recorded.entries) expect(await found(code)).toBe(entry);
  expect(await found("A999123454")).toBeNull();
  expect(tally(answer.records).count).toBe(recorded.entries.length);
});

test("the contract's changes laid over its whole list add up to what the register tells", async () => {
  const answers = await Promise.all(LISTS.map(({ hex }) => parseList(bytesOf(hex))));
  const [full, changes] = answers;
  if (!full || !changes) throw new Error("not read");
  const scaled = scaleRecords(changes.records, full.span);
  expect(tally(merge(full.records, scaled, changes.oldestDay))).toEqual(changes.whole);
});

const TWO = sealedEntries(KEY, [
  ["A", 1],
  ["B", 2],
]);

test.each([true, false])(
  "an answer cut short or with one byte changed is none, whole list: %s",
  async (isFull) => {
    const good = listAnswer(TWO, { isFull });
    expect(await parseList(good)).not.toBeNull();
    for (let length = 0; length < good.byteLength; length++) {
      expect(await parseList(good.slice(0, length))).toBeNull();
    }
    for (let offset = 0; offset < good.byteLength; offset++) {
      const bad = new Uint8Array(good.slice(0));
      bad[offset] = (bad[offset] ?? 0) ^ (1 << (offset % 8));
      expect(await parseList(bad.buffer)).toBeNull();
    }
  },
);

test("changes that are unsorted, or no whole number of cards, are none", async () => {
  const unsorted = Buffer.concat([TWO.subarray(9), TWO.subarray(0, 9)]);
  expect(await parseList(listAnswer(unsorted, { isFull: false }))).toBeNull();
  expect(await parseList(listAnswer(TWO.subarray(0, 17), { isFull: false }))).toBeNull();
});

test("a whole list of another number of cards than its heading says is none", async () => {
  const body = condensed(TWO);
  expect(await parseList(answerOf(body, 2, {}))).not.toBeNull();
  for (const count of [0, 1, 3, 1000, 0xffffffff])
    expect(await parseList(answerOf(body, count, {}))).toBeNull();
});

test("whatever bits stand under a right digest, reading them ends, sorted or with nothing", async () => {
  const body = condensed(
    sealedEntries(
      KEY,
      Array.from({ length: 40 }, (_, card) => [`K${card}`, card * 1024]),
    ),
  );
  for (let bit = 0; bit < body.length * 8; bit++) {
    const bad = Buffer.from(body);
    bad[bit >>> 3] = (bad[bit >>> 3] ?? 0) ^ (0x80 >>> (bit & 7));
    const answer = await parseList(answerOf(bad, 40, {}));
    if (answer) expect(seals(answer.records)).toEqual([...seals(answer.records)].sort((a, b) => a - b));
    expect(await parseList(answerOf(bad.subarray(0, bit >>> 3), 40, {}))).toBeNull();
  }
});

function seals(records: ArrayBuffer): number[] {
  const view = new DataView(records);
  return Array.from({ length: records.byteLength / 9 }, (_, card) => sealAt(view, card * 9));
}

test("whatever cards there are, each is found in the whole list under its scaled seal, and no other", async () => {
  for (const size of [0, 1, 2, 3, 100, 2000]) {
    const cards = Array.from({ length: size }, (_, card) => [`K${card}`, (card * 7919) % 0xffffff] as const);
    const answer = await parseList(listAnswer(sealedEntries(KEY, cards), {}));
    if (!answer) throw new Error("not read");
    const list = new DataView(answer.records);
    const found = (code: string) => {
      const seal = sealedEntries(KEY, [[code, 0]]).readUIntBE(0, 6);
      return findEntry(list, scaleSeal(seal, answer.span));
    };
    expect(cards.filter(([code, entry]) => found(code) !== entry)).toEqual([]);
    expect(found(`K${size}`)).toBeNull();
    expect([isCrowded(size, answer.span), isCrowded(Math.max(1024, size) * 2, answer.span)]).toEqual([
      false,
      true,
    ]);
  }
});

test("a seal is scaled exactly, and stays as it is where all are possible", () => {
  const span = 18_664 * 2 ** 22;
  for (const seal of [0, 1, 0x1234_5678_9abc, SEAL_SPAN - 1]) {
    expect(scaleSeal(seal, SEAL_SPAN)).toBe(seal);
    expect(BigInt(scaleSeal(seal, span))).toBe((BigInt(seal) * BigInt(span)) / 2n ** 48n);
  }
  expect(scaleSeal(SEAL_SPAN - 1, span)).toBe(span - 1);
  expect(isCrowded(10 ** 9, SEAL_SPAN)).toBe(false);
});
