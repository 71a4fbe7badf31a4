// A second tap on a button that is already sending does nothing; coming back with Back frees it again.
export function enhance(form: HTMLElement): void {
  let isSending = false;
  form.addEventListener("submit", (event) => {
    if (isSending) event.preventDefault();
    isSending = true;
    form.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    isSending = false;
    form.removeAttribute("aria-busy");
  });
}
