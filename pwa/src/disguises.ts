// The codes that a text may mean, whatever scanner, keyboard or hand it came from. webapp/core/typed_text.py and
// webapp/core/cards/disguises.py hold the same table and say why; tests/contracts/typed_codes.json holds both to it.

/** First to last: controls, spaces of any width, joiners, direction marks, variation selectors, tags. */
const UNSEEN: readonly (readonly [number, number])[] = [
  [0x0000, 0x0020],
  [0x007f, 0x00a0],
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe0fff],
];
const WIDE = { first: 0xff01, last: 0xff5e, distance: 0xfee0 };
const SEPARATORS = new Set(".,·•-_+/?()[]{}<>*|\"'¨^‐‑‒–—―⁃−﹘﹣“”„‘’‚«»‹›");

const LOOKALIKES: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };
/** What the keys 0–9 give while Shift is down, by the keyboard of the computer: Finnish, US. */
const SHIFTED = ['=!"#¤%&/()', ")!@#$%^&*("] as const;

const BRACKET = String.raw`[\]}¨^]`;
const COMPOSED = "[ÄËÏÖÜŸẄẌḦÂĈÊĜĤÎĴÔŜÛŴŶẐäëïöüÿẅẍḧâĉêĝĥîĵôŝûŵŷẑ]";
const AIM = new RegExp(`^(?:${BRACKET}[A-Z]|${COMPOSED})[0-9](?![0-9])`);
const HEAD = "(?:9?[ACQ][0-9])?";
const TYPED = `${HEAD}([A-Z][0-9OIL]{9})`;
const EXACT = `${HEAD}([A-Z][0-9]{9})`;
const BEGINNING = new RegExp(`^(?:[ACQ]?|${HEAD}(?:[A-Z][0-9OIL]{0,9})?|${COMPOSED})$`);
const AIM_BEGINNING = new RegExp(`^${BRACKET}[A-Z]?[0-9]?$`);
const LONGEST = 100;
const LENGTH = 10;

const SIGNS_BEHIND_LETTER = new RegExp(`([A-Z]|${COMPOSED})([=!"#¤€%&/()@$^*]+)`, "g");

const WITH_SHIFT = SHIFTED.map((signs) => {
  const sign = `[${signs.replace("^", String.raw`\^`)}]`;
  const head = `(?:(?:${BRACKET}[A-Z]|${COMPOSED}|[ACQ])(?:${sign}|[0-9]))?`;
  return { signs, shape: new RegExp(`^${head}([*(|]?)([A-Z])(${sign}{1,9})([0-9]{0,8})([*(|]?)$`) };
});

/** Every code that a text may mean; `isExact` where no hand and no keyboard stood between card and text. */
export function possibleCodes(typed: string, isExact = false): ReadonlySet<string> {
  if ([...typed].length > LONGEST) return new Set();
  const folded = fold(typed);
  const plain = withoutSeparators(folded.replace(AIM, ""));
  if (isExact) return new Set(repeated(EXACT, plain));
  const typedPlainly = repeated(TYPED, plain).map((code) => code.charAt(0) + asDigits(code.slice(1)));
  return new Set([...typedPlainly, ...withShift(folded.replaceAll("€", "¤"))]);
}

/** Whether more characters could make a code of it; a sign may separate, or stand for a digit. */
export function mayBecomeCode(typed: string): boolean {
  const folded = fold(typed);
  const asNumbers = folded.replace(
    SIGNS_BEHIND_LETTER,
    (_, letter: string, signs: string) => letter + "0".repeat(signs.length),
  );
  return [folded, asNumbers].some(
    (text) => AIM_BEGINNING.test(text) || BEGINNING.test(withoutSeparators(text.replace(AIM, ""))),
  );
}

/** Capitals of ordinary width, without anything that is not seen. */
export function fold(typed: string): string {
  return [...typed].map(foldCharacter).join("");
}

function foldCharacter(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (UNSEEN.some(([first, last]) => first <= point && point <= last)) return "";
  const isWide = WIDE.first <= point && point <= WIDE.last;
  const narrow = isWide ? String.fromCodePoint(point - WIDE.distance) : character;
  return /^[a-z]$/.test(narrow) ? narrow.toUpperCase() : narrow;
}

export function withoutSeparators(folded: string): string {
  return [...folded].filter((character) => !SEPARATORS.has(character)).join("");
}

export function asDigits(text: string): string {
  return text.replace(/[OIL]/g, (letter) => LOOKALIKES[letter] ?? letter);
}

/** A scanner that ends with nothing may have read the card twice. */
function repeated(item: string, plain: string): string[] {
  const found = [...plain.matchAll(new RegExp(item, "g"))];
  return found.map(([whole]) => whole).join("") === plain ? found.map(([, code]) => code ?? "") : [];
}

/** Codes whose first digits, or all of them, came as the signs above them. */
function withShift(folded: string): string[] {
  return WITH_SHIFT.flatMap(({ signs, shape }) => {
    const [, start = "", letter = "", shifted = "", plain = "", end = ""] = shape.exec(folded) ?? [];
    const code = letter + [...shifted].map((sign) => signs.indexOf(sign)).join("") + plain;
    // A star at the end belongs to one in front; by itself it is a sign too many.
    return code.length === LENGTH && (start === "") === (end === "") ? [code] : [];
  });
}
