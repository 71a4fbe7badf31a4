// Takes a single-use secret from the address's fragment, which servers never see, and hides it from the address bar.
// A form with data-fill-only asks for more than the secret, so it is not sent at once.
export function enhance(form: HTMLElement): void {
  const secret = decodeURIComponent(location.hash.slice(1));
  const input = form.querySelector<HTMLInputElement>("input:not([type=hidden])");
  if (!secret || !input || !(form instanceof HTMLFormElement)) return;
  history.replaceState(null, "", location.pathname + location.search);
  input.value = secret;
  if (form.dataset.fillOnly === undefined) form.requestSubmit();
}
