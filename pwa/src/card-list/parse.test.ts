import { expect, test } from "vitest";
import contract from "../../../tests/contracts/list_entries.json";
import { listedDay } from "../clock";
import { listAnswer, sealedEntries } from "../fake-register/sealed";
import { merge, tally } from "./merge";
import { parseList } from "./parse";
import { sealOf } from "./seal";
import { findEntry } from "./search";

const KEY = new Uint8Array(32).fill(7);

function bytesOf(hex: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(hex, "hex")).buffer;
}

async function sealUnder(base64: string, code: string): Promise<Uint8Array> {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return await sealOf(key, code);
}

test.each(contract.sealed)("$code is sealed as the register seals it", async ({ key_base64, code, hex }) => {
  expect(Buffer.from(await sealUnder(key_base64, code)).toString("hex")).toBe(hex.slice(0, 12));
});

const LISTS = contract.lists.filter(({ version }) => version === 2);

test("an answer of another version is none", async () => {
  const others = contract.lists.filter(({ version }) => version !== 2);
  expect(others).not.toHaveLength(0);
  for (const { hex } of others) expect(await parseList(bytesOf(hex))).toBeNull();
});

test.each(LISTS)("the register's answer of kind $kind is read", async (recorded) => {
  const answer = await parseList(bytesOf(recorded.hex));
  if (!answer) throw new Error("not read");
  expect(answer).toMatchObject({
    isFull: recorded.kind === "full",
    oldestDay: listedDay(recorded.oldest_listed_day),
    cursor: recorded.cursor,
    madeAt: Date.parse(recorded.made_at),
    whole: recorded.whole_count === null ? null : { count: recorded.whole_count, sum: recorded.whole_sum },
  });
  const list = new DataView(answer.entries);
  for (const { code, entry } of recorded.entries) {
    expect(findEntry(list, await sealUnder(recorded.key_base64, code))).toBe(entry);
  }
});

test("the contract's changes laid over its whole list add up to what the register tells", async () => {
  const answers = await Promise.all(LISTS.map(({ hex }) => parseList(bytesOf(hex))));
  const [full, changes] = answers;
  if (!full || !changes) throw new Error("not read");
  expect(tally(merge(full.entries, changes.entries, changes.oldestDay))).toEqual(changes.whole);
});

test("an answer cut short, changed on the way, unsorted or of another make is none", async () => {
  const entries = sealedEntries(KEY, [
    ["A", 1],
    ["B", 2],
  ]);
  const good = listAnswer(entries, {});
  expect(await parseList(good)).not.toBeNull();
  expect(await parseList(new ArrayBuffer(0))).toBeNull();
  expect(await parseList(good.slice(0, -1))).toBeNull();
  for (const offset of [0, 4, 30, 45, good.byteLength - 1]) {
    const bad = new Uint8Array(good.slice(0));
    bad[offset] = (bad[offset] ?? 0) ^ 1;
    expect(await parseList(bad.buffer)).toBeNull();
  }
  const unsorted = Buffer.concat([entries.subarray(9), entries.subarray(0, 9)]);
  expect(await parseList(listAnswer(unsorted, {}))).toBeNull();
  expect(await parseList(listAnswer(entries.subarray(0, 17), {}))).toBeNull();
});
