// The holder's own name on their card, written below it or before it is first seen. It lives in this phone's storage
// and is never sent; a page without a form is that of a phone without a card, and the name goes too.
export const STORAGE_KEY = "kaikukortti.holder-name";

export function enhance(element: HTMLElement): void {
  const form = element.querySelector("form");
  const input = element.querySelector("input");
  if (!form) keepName("");
  const held = heldName();
  if (!form || !input || held === null) return;
  element.hidden = false;
  input.value = held;
  show(held);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepName(input.value.trim());
    if (element.dataset.next) return location.assign(element.dataset.next);
    show(input.value.trim());
    element.removeAttribute("open");
    scrollTo({ top: 0 });
  });
}

/** Empty where there is none; null where the phone keeps nothing for us, and the card does without. */
function heldName(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? "";
  } catch {
    return null;
  }
}

/** An empty name removes it. */
function keepName(name: string): void {
  try {
    if (name) localStorage.setItem(STORAGE_KEY, name);
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Then it stands on this page only.
  }
}

function show(name: string): void {
  const element = document.querySelector<HTMLElement>("[data-holder-name]");
  if (!element) return;
  element.textContent = name;
  element.hidden = !name;
}
