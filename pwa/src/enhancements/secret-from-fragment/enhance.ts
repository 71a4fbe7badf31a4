// Moves a single-use secret from the address's fragment, which servers never see, and hides it from the address bar.
// A form with data-fill-only asks for more than the secret, so it is not sent at once.
// Opening a second link in the same tab changes the fragment only, so that is listened to as well.
export function enhance(form: HTMLElement): void {
  fillFromFragment(form);
  window.addEventListener("hashchange", () => fillFromFragment(form));
}

function fillFromFragment(form: HTMLElement): void {
  const secret = decodeURIComponent(location.hash.slice(1));
  const input = form.querySelector<HTMLInputElement>("input:not([type=hidden])");
  if (!secret || !input || !form.isConnected || !(form instanceof HTMLFormElement)) return;
  history.replaceState(null, "", location.pathname + location.search);
  input.value = secret;
  if (form.dataset.fillOnly === undefined) form.requestSubmit();
}
