// What every page does first.
import { copyWithoutSoftHyphens } from "./copied-text";
import { enhanceWithin, type Loader } from "./enhance";

export function startPage(loader: Loader): void {
  copyWithoutSoftHyphens();
  // A browser gives an `autofocus` its focus when it next paints. A scanner may type before that, and the first
  // characters of a card would be lost.
  document.querySelector<HTMLElement>("[autofocus]")?.focus();
  // Journeys wait for this mark: before it, a button that a script serves may do nothing yet.
  enhanceWithin(document, loader).then(() => {
    document.documentElement.dataset.enhanced = "";
  });
}
