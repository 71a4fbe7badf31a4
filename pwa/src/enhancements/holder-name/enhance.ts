// The holders' own names on their cards, one for each card of this phone (`data-codes`). They are typed on a page of their
// own, live in this phone's storage and are never sent; with a card its name goes from the phone too.
export const STORAGE_KEY = "kaikukortti.holder-name";
/** As it was kept when a phone carried one card at most. */
const keyOf = (code: string) => `${STORAGE_KEY}.${code}`;

export function enhance(element: HTMLElement): void {
  const codes = (element.dataset.codes ?? "").split(" ").filter(Boolean);
  if (!forgetOthers(codes)) return;
  for (const code of codes) show(code);
  element.hidden = false;
  const form = element.querySelector("form");
  const input = element.querySelector("input");
  const [code] = codes;
  if (!form || !input || !code) return;
  input.value = localStorage.getItem(keyOf(code)) ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepName(code, input.value.trim());
    location.assign(element.dataset.next ?? "");
  });
}

/** False where the phone keeps nothing for us, and the card does without names. */
function forgetOthers(codes: readonly string[]): boolean {
  try {
    const [first] = codes;
    const earlier = localStorage.getItem(STORAGE_KEY);
    if (earlier && first) localStorage.setItem(keyOf(first), earlier);
    const kept = codes.map(keyOf);
    const ours = Object.keys(localStorage).filter((key) => key.startsWith(STORAGE_KEY));
    for (const key of ours) if (!kept.includes(key)) localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** An empty name removes it. */
function keepName(code: string, name: string): void {
  if (name) localStorage.setItem(keyOf(code), name);
  else localStorage.removeItem(keyOf(code));
}

function show(code: string): void {
  const name = localStorage.getItem(keyOf(code)) ?? "";
  for (const element of document.querySelectorAll<HTMLElement>(`[data-holder-name="${code}"]`)) {
    element.textContent = name;
    element.hidden = !name;
  }
}
