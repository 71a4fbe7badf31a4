// A tap on the code, or on its button, copies it and says so.
const SAID_FOR_MS = 2500;

export function enhance(element: HTMLElement): void {
  const label = element.querySelector<HTMLElement>("[data-label]");
  const button = element.querySelector<HTMLButtonElement>("button");
  if (!label || !button || !navigator.clipboard) return;
  const offer = label.textContent;
  button.hidden = false;
  element.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(element.dataset.code ?? "");
    } catch {
      return; // refused by the browser: the code still stands there to be read
    }
    label.textContent = element.dataset.textCopied ?? "";
    setTimeout(() => {
      label.textContent = offer;
    }, SAID_FOR_MS);
  });
}
