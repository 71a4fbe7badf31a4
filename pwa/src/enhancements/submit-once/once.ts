// A second press on a button that is already sending does nothing; gives what frees it again.
export function enhance(form: HTMLElement): () => void {
  let isSending = false;
  form.addEventListener("submit", (event) => {
    if (isSending) event.preventDefault();
    isSending = true;
    form.setAttribute("aria-busy", "true");
  });
  const free = () => {
    isSending = false;
    form.removeAttribute("aria-busy");
  };
  addEventListener("pageshow", free);
  return free;
}
