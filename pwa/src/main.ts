// Finds what a page asks to have enhanced (`data-enhance="stepper submit-once"`) and loads only those modules.
import { copyWithoutSoftHyphens } from "./copied-text";
import { enhanceWithin } from "./enhance";

copyWithoutSoftHyphens();

// A browser gives an `autofocus` its focus when it next paints. A scanner may type before that, and the first
// characters of a card would be lost.
document.querySelector<HTMLElement>("[autofocus]")?.focus();

// Journeys wait for this mark: before it, a button that a script serves may do nothing yet.
enhanceWithin(document).then(() => {
  document.documentElement.dataset.enhanced = "";
});

// Only who opens the counter gets the files it needs without a network, after those that the page needs now. The card
// sees to its own, which are few.
if (document.querySelector('[data-enhance~="counter"]')) {
  addEventListener("load", async () => (await import("./updates")).registerWorker());
}
