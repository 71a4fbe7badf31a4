import { expect, test } from "vitest";
import { checkDigit } from "../card-code";
import { createAgreement, type Sighting } from "./agreement";

const LEGACY = new Set("A");
const CODE = "A999123453";

function sighting(text: string, more: Partial<Sighting> = {}): Sighting {
  return { text, format: "bars", frame: 1, at: 0, ...more };
}

/** The same numbers in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("a QR code counts at once", () => {
  expect(createAgreement(LEGACY).hear(sighting(CODE, { format: "qr" }))).toEqual({
    kind: "code",
    code: CODE,
  });
});

test("bars count when a second, different frame says the same", () => {
  const agreement = createAgreement(LEGACY);
  expect(agreement.hear(sighting(CODE))).toBeNull();
  expect(agreement.hear(sighting(CODE))).toBeNull();
  expect(agreement.isUndecided).toBe(true);
  expect(agreement.hear(sighting(CODE, { frame: 2, at: 100 }))).toEqual({ kind: "code", code: CODE });
  expect(agreement.isUndecided).toBe(false);
});

test.each([
  ["a small letter", "a999123453"],
  ["a sign beside the code", "+A999123453"],
  ["spaces", "A 999 123 453"],
  ["a check character behind", "A999123453L"],
])("bars with %s are another label", (_, text) => {
  const agreement = createAgreement(LEGACY);
  agreement.hear(sighting(text));
  expect(agreement.hear(sighting(text, { frame: 2 }))).toEqual({ kind: "foreign" });
});

test("what is printed in a symbology that cards are not printed in is no card, whatever it says", () => {
  const agreement = createAgreement(LEGACY);
  expect(agreement.hear(sighting(CODE, { format: "foreign" }))).toBeNull();
  expect(agreement.hear(sighting(CODE, { format: "foreign", frame: 2 }))).toEqual({ kind: "foreign" });
});

test("a label of another trade does not confirm a card with the same text", () => {
  const agreement = createAgreement(LEGACY);
  agreement.hear(sighting(CODE, { format: "foreign" }));
  expect(agreement.hear(sighting(CODE, { frame: 2 }))).toBeNull();
});

test("two frames agree only if they are of the same moment", () => {
  const agreement = createAgreement(LEGACY);
  agreement.hear(sighting(CODE));
  expect(agreement.hear(sighting(CODE, { frame: 2, at: 2001 }))).toBeNull();
});

test("whatever is read between, no bars count that the frame before did not say", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = randomFrom(seed);
    const agreement = createAgreement(LEGACY);
    let before: Sighting | null = null;
    for (let turn = 0; turn < 60; turn += 1) {
      const text = `A99912345${Math.floor(random() * 3)}`;
      const now = sighting(text, { frame: Math.floor(random() * 4), at: turn * 700 });
      const finding = agreement.hear(now);
      if (finding) {
        expect(finding).toEqual({ kind: "code", code: text });
        expect(before?.text).toBe(text);
        expect(before?.frame).not.toBe(now.frame);
      }
      before = now;
    }
  }
});

test("no single wrong digit of a series with check digits is ever a code", () => {
  const start = "K7150386";
  const code = `${start}1${checkDigit(`${start}1`)}`;
  for (let index = 1; index < code.length; index += 1) {
    for (let digit = 0; digit <= 9; digit += 1) {
      const wrong = code.slice(0, index) + digit + code.slice(index + 1);
      const finding = createAgreement(LEGACY).hear(sighting(wrong, { format: "qr" }));
      expect(finding?.kind).toBe(wrong === code ? "code" : "foreign");
    }
  }
});

test("the same code is ignored for three seconds after it was last seen", () => {
  const agreement = createAgreement(LEGACY);
  const hear = (at: number) => agreement.hear(sighting(CODE, { format: "qr", at }));
  expect(hear(0)).not.toBeNull();
  expect([hear(1000), hear(3500), hear(6000)]).toEqual([null, null, null]);
  expect(hear(9000)).toEqual({ kind: "code", code: CODE });
});

test("another code is found at once", () => {
  const agreement = createAgreement(LEGACY);
  agreement.hear(sighting(CODE, { format: "qr" }));
  expect(agreement.hear(sighting("A045198723", { format: "qr", at: 50 }))).not.toBeNull();
});

test("a card that still lies there from the page before is ignored too", () => {
  const agreement = createAgreement(LEGACY, { code: CODE, at: 500 });
  expect(agreement.hear(sighting(CODE, { format: "qr", at: 1000 }))).toBeNull();
});

test("something else is reported once, not with every frame; strange bars only when two frames agree", () => {
  const agreement = createAgreement(LEGACY);
  const address = (at: number) => agreement.hear(sighting("https://example.com", { format: "qr", at }));
  expect(address(0)).toEqual({ kind: "foreign" });
  expect(address(900)).toBeNull();
  const other = createAgreement(LEGACY);
  expect(other.hear(sighting("TICKET-1"))).toBeNull();
  expect(other.hear(sighting("TICKET-1", { frame: 2 }))).toEqual({ kind: "foreign" });
});

test("something else is told again after a card, though the first telling was a moment ago", () => {
  const agreement = createAgreement(LEGACY);
  const hear = (text: string, at: number) => agreement.hear(sighting(text, { format: "qr", at }));
  expect(hear("https://example.com", 0)).toEqual({ kind: "foreign" });
  expect(hear(CODE, 500)?.kind).toBe("code");
  expect(hear("https://example.com", 1000)).toEqual({ kind: "foreign" });
});
