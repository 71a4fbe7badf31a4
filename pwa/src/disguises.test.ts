import { describe, expect, test } from "vitest";
import contract from "../../tests/contracts/typed_codes.json";
import { checkDigit, isWhole, readCode, readDecoded } from "./card-code";
import { mayBecomeCode, possibleCodes } from "./disguises";

const NO_LETTERS: ReadonlySet<string> = new Set();
const KINDS = { code_shape: ["bad-shape", "incomplete"], code_two_meanings: ["two-meanings"] };

describe("the contract shared with the register", () => {
  test.each(contract.read)("$kind: $typed", ({ typed, code }) => {
    expect([...possibleCodes(typed)]).toEqual([code]);
    expect(readCode(typed, NO_LETTERS)).toMatchObject({ code });
  });

  test.each(contract.refused)("$kind: $typed is refused", ({ typed, reason }) => {
    expect(KINDS[reason as keyof typeof KINDS]).toContain(readCode(typed, NO_LETTERS).kind);
  });

  test.each(contract.read_exactly)("$typed as a decoder gives it", ({ typed, code }) => {
    const reading = readDecoded(typed, NO_LETTERS);
    expect(isWhole(reading) ? reading.code : null).toBe(code);
  });
});

test("every beginning of what a scanner sends may become a code", () => {
  for (const { kind, typed } of contract.read) {
    // A keyboard without AltGr may put a 9 in front, and nobody knows a second card before it is there.
    if (typed.startsWith("9") || ["read twice", "several at once"].includes(kind)) continue;
    const characters = [...typed];
    for (let length = 0; length < characters.length; length += 1) {
      const soFar = characters.slice(0, length).join("");
      expect([soFar, mayBecomeCode(soFar) || possibleCodes(soFar).size > 0]).toEqual([soFar, true]);
    }
  }
});

/** The same numbers in every run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = (below: number) => number;
const oneOf = (random: Random, choices: readonly string[]): string => choices[random(choices.length)] ?? "";

function anyCode(random: Random): string {
  const start = String.fromCharCode(65 + random(26)) + String(random(10 ** 8)).padStart(8, "0");
  return start + checkDigit(start);
}

const BETWEEN = ["", "", " ", "-", ".", "\u00a0", "\u200b", "\u2013", "+", "/", ")", "_"];
const DIGITS: Readonly<Record<string, readonly string[]>> = {
  "0": ["0", "O", "o"],
  "1": ["1", "I", "l", "i"],
};

/** As hands and papers write it. */
function written(code: string, random: Random): string {
  const [letter = "", ...digits] = code;
  const looks = digits.map((digit) => oneOf(random, DIGITS[digit] ?? [digit]) + oneOf(random, BETWEEN));
  return oneOf(random, [letter, letter.toLowerCase()]) + oneOf(random, BETWEEN) + looks.join("");
}

/** As a keyboard sends it whose Shift is stuck. */
function shifted(code: string, signs: string): string {
  return code.replace(/[0-9]/g, (digit) => signs.charAt(Number(digit)));
}

test("whatever it is dressed up as, a code comes back", () => {
  for (let seed = 1; seed <= 3000; seed += 1) {
    const random = randomFrom(seed);
    const code = anyCode(random);
    const [before, after] = [
      ["", ""],
      ["*", "*"],
      ["]A0", ""],
      ["]C0*", "*"],
      ["(", "("],
    ][random(5)] as [string, string];
    const typed = before + written(code, random) + after + oneOf(random, ["", "\t", "\r", "\r\n"]);
    expect([typed, ...possibleCodes(typed)]).toEqual([typed, code]);
  }
});

test("with Shift down it is the code, or it is refused where two keyboards give two codes", () => {
  let refused = 0;
  for (let seed = 1; seed <= 3000; seed += 1) {
    const random = randomFrom(seed);
    const code = anyCode(random);
    const found = possibleCodes(shifted(code, oneOf(random, ['=!"#¤%&/()', ")!@#$%^&*("])));
    expect(found.has(code)).toBe(true);
    if (found.size > 1) refused += 1;
  }
  expect(refused).toBeLessThan(100);
});
