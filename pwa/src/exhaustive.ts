// For the end of a switch over the words we know: a word that is added and not handled there does not compile. Words of
// the register or of another tab are read by `oneOf` first, for they may be of a later release.

export function unhandled(value: never): never {
  throw new Error(`Nothing says what to do about ${JSON.stringify(value)}`);
}

/** The word where it is one that this release knows, else null. */
export function oneOf<Word extends string>(words: readonly Word[], word: unknown): Word | null {
  return words.find((one) => one === word) ?? null;
}
