// The holder's own name on their card. It lives in this phone's storage and is never sent.
export const STORAGE_KEY = "kaikukortti.holder-name";

export function enhance(element: HTMLElement): void {
  const form = element.querySelector("form");
  const input = element.querySelector("input");
  if (!form || !input) return;
  element.hidden = false;
  input.value = localStorage.getItem(STORAGE_KEY) ?? "";
  show(input.value);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(input.value.trim());
    element.removeAttribute("open");
    scrollTo({ top: 0 });
  });
}

function keep(name: string): void {
  if (name) localStorage.setItem(STORAGE_KEY, name);
  else localStorage.removeItem(STORAGE_KEY);
  show(name);
}

function show(name: string): void {
  const place = document.querySelector<HTMLElement>("[data-holder-name]");
  if (!place) return;
  place.textContent = name;
  place.hidden = !name;
}
