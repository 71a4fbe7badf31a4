// For tests: the keys that a scanner sends for a text, and what a computer makes of them, by the keyboards of both.

export type Layout = "fi" | "us";

export interface Setting {
  readonly scanner: Layout;
  readonly computer: Layout;
  readonly isShiftStuck?: boolean;
  readonly isCapsLocked?: boolean;
}

interface Place {
  readonly code: string;
  readonly shift?: boolean;
  readonly altGraph?: boolean;
}

const SIGNS: Readonly<Record<Layout, Readonly<Record<string, Place>>>> = {
  us: {
    "]": { code: "BracketRight" },
    "*": { code: "Digit8", shift: true },
    "-": { code: "Minus" },
  },
  fi: {
    "]": { code: "Digit9", altGraph: true },
    "*": { code: "Backslash", shift: true },
    "-": { code: "Slash" },
  },
};

/** What a place gives, plain and with Shift. */
const GIVEN: Readonly<Record<Layout, Readonly<Record<string, readonly [string, string]>>>> = {
  us: { BracketRight: ["]", "}"], Backslash: ["\\", "|"], Minus: ["-", "_"], Slash: ["/", "?"] },
  fi: { BracketRight: ["Dead", "Dead"], Backslash: ["'", "*"], Minus: ["+", "?"], Slash: ["-", "_"] },
};
const DIGITS: Readonly<Record<Layout, string>> = { us: ")!@#$%^&*(", fi: '=!"#¤%&/()' };
const WITH_DOTS: Readonly<Record<string, string>> = { A: "Ä", a: "ä" };
const WITH_ROOF: Readonly<Record<string, string>> = { A: "Â", a: "â" };

/** The events of keydown for a text, without modifiers of their own. */
export function keysOf(text: string, setting: Setting): KeyboardEventInit[] {
  let dead: Readonly<Record<string, string>> | null = null;
  return [...text].map((character) => {
    const place = placeOf(character, setting.scanner);
    const shiftKey = place.shift === true || setting.isShiftStuck === true;
    const key = givenBy({ ...place, shift: shiftKey }, setting);
    const composed = dead?.[key] ?? key;
    dead = key === "Dead" ? (shiftKey ? WITH_ROOF : WITH_DOTS) : null;
    const isAltGraph = place.altGraph === true && setting.computer === "fi";
    return {
      key: composed,
      code: place.code,
      shiftKey,
      // A US keyboard has a second Alt there.
      altKey: place.altGraph === true,
      ctrlKey: isAltGraph,
    };
  });
}

function placeOf(character: string, layout: Layout): Place {
  if (/[0-9]/.test(character)) return { code: `Digit${character}` };
  if (/[a-z]/i.test(character))
    return { code: `Key${character.toUpperCase()}`, shift: /[A-Z]/.test(character) };
  const place = SIGNS[layout][character];
  if (!place) throw new Error(`No key for ${character}`);
  return place;
}

function givenBy({ code, shift, altGraph }: Place, { computer, isCapsLocked }: Setting): string {
  const letter = /^Key(.)$/.exec(code)?.[1];
  if (letter) return (shift === true) === (isCapsLocked === true) ? letter.toLowerCase() : letter;
  const digit = /^Digit(.)$/.exec(code)?.[1];
  if (digit && altGraph && computer === "fi") return "]";
  if (digit) return shift ? DIGITS[computer].charAt(Number(digit)) : digit;
  return GIVEN[computer][code]?.[shift ? 1 : 0] ?? "";
}
