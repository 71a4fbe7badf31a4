// Moves the focus to what must be noticed first: the list of errors after a form came back.
export function enhance(element: HTMLElement): void {
  element.focus();
}
