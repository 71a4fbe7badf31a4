// A tap on the code, or on the button below the card, copies it; the button stays as it is, and what happened is said
// beside it.
const SAID_FOR_MS = 2500;

export function enhance(element: HTMLElement): void {
  const button = element.querySelector<HTMLButtonElement>("button");
  const status = element.querySelector<HTMLElement>("[role=status]");
  const { code = "", textCopied = "" } = element.dataset;
  if (!button || !status || !navigator.clipboard) return;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
    } catch {
      return; // refused by the browser: the code still stands there to be read
    }
    status.textContent = textCopied;
    setTimeout(() => {
      status.textContent = "";
    }, SAID_FOR_MS);
  };
  button.hidden = false;
  button.addEventListener("click", copy);
  document.querySelector(`[data-copied="${code}"]`)?.addEventListener("click", copy);
}
