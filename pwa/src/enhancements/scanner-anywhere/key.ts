// Which character a key stands for. A scanner sends places of a keyboard; what the computer makes of them depends on its
// layout, on Shift and on Caps Lock, but the digits lie in the same places everywhere.

export interface Key {
  /** What the computer makes of it. */
  given: string;
  /** The digit or letter that lies in its place; as given where it is neither. */
  inPlace: string;
  /** In milliseconds of the page. */
  at: number;
}

const MODIFIERS = new Set(["Shift", "CapsLock", "Control", "Alt", "AltGraph", "Meta", "NumLock"]);
const DEAD = "¨";

export function isModifier(event: KeyboardEvent): boolean {
  return MODIFIERS.has(event.key);
}

/** Enter or Tab, or the line feed that Ctrl+J and Ctrl+M send: what a scanner ends with. */
export function isSuffix(event: KeyboardEvent): boolean {
  const isLineFeed = event.ctrlKey && !event.altKey && /^[jm]$/i.test(event.key);
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
  return isLineFeed || (isPlain && (event.key === "Enter" || event.key === "Tab"));
}

/** Null for a key that writes nothing: an arrow, a shortcut, one that is held down. */
export function keyOf(event: KeyboardEvent): Key | null {
  if (event.repeat || event.isComposing || isShortcut(event) || event.key === " ") return null;
  const given = event.key === "Dead" ? DEAD : event.key;
  if ([...given].length !== 1) return null;
  return { given, inPlace: placeOf(event, given), at: event.timeStamp };
}

function isShortcut(event: KeyboardEvent): boolean {
  if (event.metaKey) return true;
  // Right Alt writes ] on a Finnish keyboard; browsers report it as AltGraph, or as Ctrl and Alt together.
  const isAltGraph = event.getModifierState("AltGraph") || (event.ctrlKey && event.altKey);
  return isAltGraph ? /^[a-z0-9]$/i.test(event.key) : event.ctrlKey || event.altKey;
}

function placeOf({ code, key }: KeyboardEvent, given: string): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  // A dead key may have been put on top of the letter behind it.
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter !== undefined && !/^[a-z]$/i.test(key) ? letter : given;
}
