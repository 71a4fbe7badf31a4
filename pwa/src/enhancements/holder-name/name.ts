// The holder's own name on their card. It lives in this phone's storage and is never sent.
export const STORAGE_KEY = "kaikukortti.holder-name";

/** Empty where there is none; null where the phone keeps nothing for us, and the card does without. */
export function heldName(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? "";
  } catch {
    return null;
  }
}

/** An empty name removes it. */
export function keepName(name: string): void {
  try {
    if (name) localStorage.setItem(STORAGE_KEY, name);
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Then it stands on this page only.
  }
}
