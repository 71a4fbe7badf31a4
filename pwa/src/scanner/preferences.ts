// Small choices this device remembers. Storage may be refused (private mode, policy): then nothing is remembered.
const PREFIX = "kaikukortti.";

export type Preference = "lens" | "torch" | "sound" | "vibration" | "kind" | "offer";
export type SessionNote = "camera-open" | "last-code" | "kept-cards";

export function preference(name: Preference): string | null {
  return guarded(() => localStorage.getItem(PREFIX + name)) ?? null;
}

export function rememberPreference(name: Preference, value: string): void {
  guarded(() => localStorage.setItem(PREFIX + name, value));
}

/** Kept until the tab is closed, from one page to the next. */
export function sessionNote(name: SessionNote): string | null {
  return guarded(() => sessionStorage.getItem(PREFIX + name)) ?? null;
}

export function keepSessionNote(name: SessionNote, value: string | null): void {
  guarded(() => {
    if (value === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, value);
  });
}

function guarded<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
