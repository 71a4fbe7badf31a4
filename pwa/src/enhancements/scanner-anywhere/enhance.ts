// A hardware scanner types wherever the focus happens to be. What it types is the code's, wherever that was.
//
// What a form with a field named "code" may rely on:
// - A card that a scanner has read arrives as one `submit` of the form, with the code itself in the field: no prefix, no
//   star, no suffix. The field's `data-way` is "scanner" while that event is heard; what hands send has none.
// - It is sent when the scanner's Enter, Tab or line feed comes, or soon after the last character where none comes. The
//   suffix does nothing else, nor does a second one behind it.
// - Every card is a submit of its own, whatever is on the screen meanwhile, and the focus stays where it is. A dialog that
//   lies over the page is closed first.
// - A field that the scanner typed into holds again what it held, and hears `input` of that; no button is pressed. What
//   turns out to be hands is put back, and what a scanner read that is no card's code stands in the code's field.
// - Where the code is one answer of several (`data-enter="moves"`) a card read beside its field is written into it, and
//   nothing is sent.
import { Listener } from "./listener";

export function enhance(form: HTMLElement): void {
  const field = form.querySelector<HTMLInputElement>('input[name="code"]');
  if (!field) return;
  const listener = new Listener(field);
  document.addEventListener("keydown", (event) => listener.hear(event), { capture: true });
  document.addEventListener("beforeinput", (event) => listener.hearInsertion(event), { capture: true });
  // What came back with an error is replaced by the next scan, not lengthened; what is being typed already is kept.
  // So is one that the page begins behind, because it was read already.
  const beginsBehind = form.querySelector("[autofocus]") !== null && !field.autofocus;
  if (field.value && field.value === field.defaultValue && !beginsBehind) field.select();
}
