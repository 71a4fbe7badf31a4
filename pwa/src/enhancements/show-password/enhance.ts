// Lets a person see the password they type; it is hidden again before it is sent.
export function enhance(element: HTMLElement): void {
  const input = element.querySelector("input");
  const button = element.querySelector("button");
  if (!input || !button) return;
  const set = (shown: boolean) => {
    input.type = shown ? "text" : "password";
    button.textContent = (shown ? element.dataset.textHide : element.dataset.textShow) ?? "";
    button.setAttribute("aria-label", (shown ? element.dataset.labelHide : element.dataset.labelShow) ?? "");
  };
  set(false);
  button.hidden = false;
  button.addEventListener("click", () => set(input.type === "password"));
  // A browser offers to keep passwords only from password fields, and keeps text fields in its own suggestions.
  input.form?.addEventListener("submit", () => set(false));
}
