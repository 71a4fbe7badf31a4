// On the pages of places: a button that saves one on this phone, the list of those saved, and how old the page is.
import { showSaved, toggleSaved } from "./favourites";
import { showAge } from "./seen-at";

export function enhance(element: HTMLElement): void {
  if (element.dataset.venue) toggleSaved(element, element.dataset.venue);
  else if (element.dataset.madeAt) showAge(element, element.dataset.madeAt);
  else showSaved(element);
}
