// Big − and + beside a small number; typing still works. Nothing written is no number yet: then − writes the least.
export function enhance(element: HTMLElement): void {
  const input = element.querySelector("input");
  const buttons = [...element.querySelectorAll<HTMLButtonElement>("button[data-step]")];
  if (!input) return;
  const least = Number(element.dataset.minimum ?? 0);
  const most = Number(element.dataset.maximum ?? 99);
  const refresh = () => {
    for (const button of buttons) {
      const bound = Number(button.dataset.step) < 0 ? least : most;
      // Not `disabled`: that would throw the focus away under the finger.
      button.setAttribute("aria-disabled", String(input.value.trim() !== "" && numberIn(input) === bound));
    }
  };
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => {
      input.value = String(within(numberIn(input) + Number(button.dataset.step), least, most));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  input.addEventListener("input", refresh);
  refresh();
}

function numberIn(input: HTMLInputElement): number {
  return Number.parseInt(input.value, 10) || 0;
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
