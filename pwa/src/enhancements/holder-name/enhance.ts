// Lets the holder write their name on the card: below it, or before they first see it.
import { heldName, keepName } from "./name";

export function enhance(element: HTMLElement): void {
  const form = element.querySelector("form");
  const input = element.querySelector("input");
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

function show(name: string): void {
  const place = document.querySelector<HTMLElement>("[data-holder-name]");
  if (!place) return;
  place.textContent = name;
  place.hidden = !name;
}
