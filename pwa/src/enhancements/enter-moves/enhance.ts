// Enter goes on to the next answer, and from the last one to the button: only the button sends the form. Without scripts
// the form's first button says the same to the server.
export function enhance(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.defaultPrevented || !isAnswer(field)) return;
    event.preventDefault();
    const stops = [...form.elements].filter((one) => isStop(one));
    stops[stops.indexOf(field) + 1]?.focus();
  });
}

function isAnswer(target: EventTarget | null): target is HTMLElement {
  return (
    target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "submit")
  );
}

/** An answer that can be seen, or the button that sends. Of several radio buttons the one that the Tab key finds. */
function isStop(element: Element): element is HTMLElement {
  if (!(element instanceof HTMLElement) || element.tabIndex < 0 || !isShown(element)) return false;
  if (element instanceof HTMLButtonElement) return element.type === "submit";
  if (element instanceof HTMLInputElement && element.type === "radio") return element.checked;
  return isAnswer(element) && element.getAttribute("type") !== "file";
}

function isShown(element: HTMLElement): boolean {
  const isHidden = element instanceof HTMLInputElement && element.type === "hidden";
  return !isHidden && element.closest("[hidden]") === null && element.getClientRects().length > 0;
}
