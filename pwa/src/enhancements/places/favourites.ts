// Saved places live in this phone's storage and are never sent: nobody else learns where somebody likes to go.
export const STORAGE_KEY = "kaikukortti.places";
const MOST = 200;

interface Saved {
  readonly id: string;
  readonly name: string;
}

/** A button that saves the place or removes it, and says which; absent where the phone keeps nothing. */
export function toggleSaved(button: HTMLElement, id: string): void {
  const held = saved();
  if (!held) return;
  const { name = "", textSaved = "" } = button.dataset;
  const offer = button.textContent;
  const say = (isSaved: boolean) => {
    button.textContent = isSaved ? textSaved : offer;
  };
  say(held.some((one) => one.id === id));
  button.hidden = false;
  button.addEventListener("click", () => {
    // Asked anew: another page may have been at it meanwhile.
    const before = saved() ?? [];
    const others = before.filter((one) => one.id !== id);
    const wasSaved = others.length < before.length;
    const isKept = keep(wasSaved ? others : [{ id, name }, ...others].slice(0, MOST));
    say(isKept ? !wasSaved : wasSaved);
  });
}

/** The list, the latest first; it stays hidden while it is empty. */
export function showSaved(section: HTMLElement): void {
  const held = saved();
  const list = section.querySelector("ul");
  if (!held?.length || !list) return;
  list.replaceChildren(...held.map(row));
  section.hidden = false;
}

function row({ id, name }: Saved): HTMLLIElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `/kohteet/${id}`;
  link.textContent = name;
  item.append(link);
  return item;
}

/** Null where the phone keeps nothing for us; what somebody else has written there is left out. */
function saved(): Saved[] | null {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(held) ? held.filter(isSaved) : [];
  } catch (error) {
    return error instanceof SyntaxError ? [] : null;
  }
}

function isSaved(one: unknown): one is Saved {
  const { id, name } = (one ?? {}) as Partial<Saved>;
  return typeof id === "string" && /^\d+$/.test(id) && typeof name === "string";
}

function keep(places: readonly Saved[]): boolean {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(places));
    return true;
  } catch {
    return false; // full, or forbidden: the button stays as it was
  }
}
