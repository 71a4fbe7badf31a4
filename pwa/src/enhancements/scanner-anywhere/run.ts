// A run of keys without a pause: is it a card's code, and did a machine type it? Pure.
import { mayBecomeCode, possibleCodes } from "../../disguises";
import type { Key } from "./key";

export interface Run {
  readonly keys: readonly Key[];
  /** In milliseconds, between two keys. */
  readonly longestGap: number;
}

/** A scanner at 80 ms a key is late now and then; hands that copy a code pause longer between its groups. */
export const LONGEST_GAP_MS = 300;
/** On average. Hands are faster for a few letters of a word, not for ten characters of a code. */
const MACHINE_MS = 130;
/** Each gap. Nobody types four characters like this. */
const BURST_MS = 50;
const ENOUGH = 4;
const SURELY_FOREIGN = 8;
/** A letter and three digits: the shortest that is worth taking out of another field. */
const CODE_BEGINS = /[A-Z][0-9]{3,}$/i;
const CODE_GOES_ON = /[A-Z][0-9]{0,8}$/i;

export function begin(key: Key): Run {
  return { keys: [key], longestGap: 0 };
}

export function longer(run: Run, key: Key): Run {
  return { keys: [...run.keys, key], longestGap: Math.max(run.longestGap, gapBefore(run, key.at)) };
}

/** Whether a key belongs to the run, or begins another. */
export function goesOn(run: Run, key: Key): boolean {
  const gap = gapBefore(run, key.at);
  return gap <= BURST_MS || (gap <= LONGEST_GAP_MS && isLikeCode(longer(run, key)));
}

export function gapBefore(run: Run, at: number): number {
  return at - (run.keys.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
}

export function isByMachine(run: Run): boolean {
  return run.keys.length >= ENOUGH && paceOf(run) <= MACHINE_MS;
}

/** The time between two keys, on average. */
export function paceOf({ keys }: Run): number {
  const [first, last] = [keys[0]?.at ?? 0, keys.at(-1)?.at ?? 0];
  return (last - first) / Math.max(1, keys.length - 1);
}

/** Whether the run is, or is going to be, a code that somebody or something reads. */
export function isCodeSoFar(run: Run): boolean {
  return isLikeCode(run) && CODE_BEGINS.test(meant(run));
}

/** Something that a machine reads, code or not. */
export function isBurst(run: Run): boolean {
  return run.keys.length >= ENOUGH && run.longestGap <= BURST_MS;
}

/** Too long, at that pace, to be anybody's hands: a ticket of somebody else, a product. */
export function isForeign(run: Run): boolean {
  return isBurst(run) && run.keys.length >= SURELY_FOREIGN && codeOf(run) === null;
}

/** The one code that the keys mean. */
export function codeOf(run: Run): string | null {
  for (const text of [meant(run), given(run)]) {
    const [code, other] = possibleCodes(text);
    if (code !== undefined && other === undefined) return code;
  }
  return null;
}

/** As the computer took the keys. */
export function given({ keys }: Run): string {
  return keys.map((key) => key.given).join("");
}

/** Digits by their place as long as a code goes on: a sign in front of it or behind it is a star, or part of a prefix. */
function meant({ keys }: Run): string {
  let text = "";
  for (const key of keys) {
    const isLetter = /^[A-Z]$/.test(key.inPlace);
    text += isLetter || CODE_GOES_ON.test(text) ? key.inPlace : key.given;
  }
  return text;
}

function isLikeCode(run: Run): boolean {
  return [meant(run), given(run)].some((text) => mayBecomeCode(text) || possibleCodes(text).size > 0);
}
