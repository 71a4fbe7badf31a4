// When is what a decoder saw a card code? Pure: facts and a time in, an answer out.
// A bar code can be read wrong and still have the shape of a card code (2 of 250 clean ones were), a QR code never was.
import { readDecoded } from "../card-code";

/** "foreign": in a symbology that no card is printed in, whatever its text looks like. */
export type CodeFormat = "qr" | "bars" | "foreign";

export interface Sighting {
  text: string;
  format: CodeFormat;
  frame: number; // a digest of the picture: the same picture twice proves nothing
  at: number; // milliseconds
}

export type Finding = { kind: "code"; code: string } | { kind: "foreign" };

export interface Agreement {
  /** What follows from a sighting; null as long as nothing does. */
  hear(sighting: Sighting): Finding | null;
  /** Whether what was heard last says nothing before another frame has said the same. */
  readonly isUndecided: boolean;
}

const FOREIGN = "foreign";
const QUIET_MS = 3000; // a card lying under the camera is read once, not again and again
const TOGETHER_MS = 2000; // two frames agree only if they are of the same moment

/** `last` was read on the page before: it is quiet like any other. */
export function createAgreement(
  legacyLetters: ReadonlySet<string>,
  last: { code: string; at: number } | null = null,
): Agreement {
  const announced = new Map<string, number>(last ? [[last.code, last.at]] : []);
  let candidate: Sighting | null = null;

  const isConfirmed = (sighting: Sighting): boolean => {
    if (sighting.format === "qr") return true;
    const earlier = candidate;
    candidate = sighting;
    return earlier !== null && agree(earlier, sighting);
  };

  const isNews = (key: string, at: number): boolean => {
    const before = announced.get(key) ?? Number.NEGATIVE_INFINITY;
    announced.set(key, at);
    return at - before >= QUIET_MS;
  };

  let isUndecided = false;
  return {
    get isUndecided() {
      return isUndecided;
    },
    hear(sighting) {
      isUndecided = !isConfirmed(sighting);
      if (isUndecided) return null;
      const code = codeOn(sighting, legacyLetters);
      if (code) {
        announced.delete(FOREIGN); // a stranger's label after a card is another one, and is told again
        return isNews(code, sighting.at) ? { kind: "code", code } : null;
      }
      // Not the text itself: whatever strangers' tickets say is not kept.
      return isNews(FOREIGN, sighting.at) ? { kind: "foreign" } : null;
    },
  };
}

function codeOn({ text, format }: Sighting, legacyLetters: ReadonlySet<string>): string | null {
  if (format === "foreign") return null;
  // Bars of cards hold the code and nothing else: a sign or a small letter beside it makes another label.
  if (format === "bars" && !/^[A-Z]\d{9}$/.test(text)) return null;
  const reading = readDecoded(text, legacyLetters);
  return reading.kind === "well-formed" ? reading.code : null;
}

function agree(earlier: Sighting, later: Sighting): boolean {
  const isOther = earlier.frame !== later.frame && earlier.format === later.format;
  return isOther && earlier.text === later.text && later.at - earlier.at <= TOGETHER_MS;
}
