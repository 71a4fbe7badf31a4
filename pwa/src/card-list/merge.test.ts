import { expect, test } from "vitest";
import { sealedEntries } from "../fake-register/sealed";
import { merge, tally } from "./merge";
import { findEntry } from "./search";

const KEY = new Uint8Array(32).fill(7);

function listOf(cards: Iterable<readonly [string, number]>): ArrayBuffer {
  return Uint8Array.from(sealedEntries(KEY, cards)).buffer;
}

test("new entries come in, changed ones are replaced, and those too old go", () => {
  const before = new Map([
    ["A", 10 * 1024],
    ["B", 20 * 1024],
    ["C", 3 * 1024],
  ]);
  const changes = new Map([
    ["B", 20 * 1024 + 0x40],
    ["D", 30 * 1024 + 2],
    ["E", 2 * 1024],
  ]);
  const expected = new Map([
    ["A", 10 * 1024],
    ["B", 20 * 1024 + 0x40],
    ["D", 30 * 1024 + 2],
  ]);
  const merged = merge(listOf(before), listOf(changes), 5);
  expect(Buffer.from(merged)).toEqual(Buffer.from(listOf(expected)));
  expect(tally(merged)).toEqual({ count: 3, sum: 60 * 1024 + 0x42 });
});

test("whatever changes, merging gives what sealing the whole anew would give", () => {
  const random = seeded(20261122);
  const cards = new Map<string, number>();
  let list = listOf([]);
  for (let round = 0; round < 60; round++) {
    const changes = new Map<string, number>();
    for (let change = random(12); change > 0; change--) changes.set(`K${random(200)}`, random(0xffffff));
    for (const [code, entry] of changes) cards.set(code, entry);
    const oldest = round * 300;
    for (const [code, entry] of cards) if (entry < oldest * 1024) cards.delete(code);
    list = merge(list, listOf(changes), oldest);
    expect(Buffer.compare(Buffer.from(list), Buffer.from(listOf(cards)))).toBe(0);
  }
});

test("every card of a list is found, and no other", () => {
  const cards = new Map(Array.from({ length: 1000 }, (_, card) => [`K${card}`, card * 1024] as const));
  const list = new DataView(listOf(cards));
  const sealed = (code: string) => sealedEntries(KEY, [[code, 0]]).readUIntBE(0, 6);
  for (const [code, entry] of cards) expect(findEntry(list, sealed(code))).toBe(entry);
  expect(findEntry(list, sealed("K1000"))).toBeNull();
  expect(findEntry(new DataView(new ArrayBuffer(0)), sealed("K0"))).toBeNull();
});

test("a hundred changes in a hundred thousand cards are laid over in a moment", () => {
  const cards = Array.from({ length: 100_000 }, (_, card) => [`K${card}`, 4350 * 1024] as const);
  const [list, changes] = [listOf(cards), listOf(cards.slice(0, 100))];
  const started = performance.now();
  merge(list, changes, 0);
  expect(performance.now() - started).toBeLessThan(500);
});

/** Whole numbers below a bound, the same ones every time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}
