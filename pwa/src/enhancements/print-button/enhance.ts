// A button that prints the page; hidden where scripts do not run.
export function enhance(button: HTMLElement): void {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
