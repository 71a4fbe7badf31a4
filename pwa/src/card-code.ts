// Card codes as typed or scanned: one letter, nine digits, the last of them a check digit in newer series.
import { fold, mayBecomeCode, possibleCodes } from "./disguises";

// Damm's quasigroup of order 10: finds every single wrong digit and every swap of neighbours.
const QUASIGROUP = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

export type Reading =
  | { kind: "incomplete"; code: string }
  | { kind: "well-formed"; code: string }
  | { kind: "bad-shape"; code: string }
  | { kind: "two-meanings"; code: string }
  | { kind: "bad-check-digit"; code: string };

/** While it is being typed: capitals, without the spaces, dots and hyphens that people put between groups. */
export function tidyCode(typed: string): string {
  return fold(typed).replace(/[.\-‐‑‒–—]/gu, "");
}

/** What a text typed or sent by a scanner is, so far; `legacyLetters` are the series printed before check digits. */
export function readCode(typed: string, legacyLetters: ReadonlySet<string>): Reading {
  return readingOf(typed, possibleCodes(typed), legacyLetters);
}

/** What a decoder read from a picture is: nobody has mistaken an O for a 0 there. */
export function readDecoded(text: string, legacyLetters: ReadonlySet<string>): Reading {
  return readingOf(text, possibleCodes(text, true), legacyLetters);
}

/** Whether a whole code was read, be its check digit right or wrong. */
export function isWhole({ kind }: Reading): boolean {
  return kind === "well-formed" || kind === "bad-check-digit";
}

function readingOf(typed: string, codes: ReadonlySet<string>, legacyLetters: ReadonlySet<string>): Reading {
  const [code, other] = codes;
  if (code === undefined) {
    return { kind: mayBecomeCode(typed) ? "incomplete" : "bad-shape", code: tidyCode(typed) };
  }
  if (other !== undefined) return { kind: "two-meanings", code: tidyCode(typed) };
  const isRight = legacyLetters.has(code.charAt(0)) || checkDigit(code) === Number(code.charAt(9));
  return { kind: isRight ? "well-formed" : "bad-check-digit", code };
}

/** The digit that closes a code's letter and first eight digits. */
export function checkDigit(code: string): number {
  const letter = (code.charCodeAt(0) - "A".charCodeAt(0)) % 10;
  return [letter, ...[...code.slice(1, 9)].map(Number)].reduce(next, 0);
}

function next(interim: number, digit: number): number {
  return QUASIGROUP[interim]?.[digit] ?? 0;
}
