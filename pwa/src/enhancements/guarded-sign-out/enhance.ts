// Signing out while something waits on this phone would leave it with nobody who may send it. It is tried once more,
// and else the form says so. Signing out takes the device, its key and its list off the phone.
import { forgetDevice } from "../../device/device";
import { drain } from "../../outbox/drain";
import { needsAttention, waiting } from "../../outbox/outbox";

export function enhance(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  let isBusy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    form.setAttribute("aria-busy", "true");
    if (await isEmptied()) await leave(form);
    else refuse(form);
    isBusy = false;
    form.removeAttribute("aria-busy");
  });
}

/** Where nothing can be kept, nothing waits. */
async function isEmptied(): Promise<boolean> {
  try {
    if ((await waiting()).length) await drain();
    return !(await waiting()).length && !(await needsAttention()).length;
  } catch {
    return true;
  }
}

async function leave(form: HTMLFormElement): Promise<void> {
  await forgetDevice().catch(() => undefined);
  form.submit();
}

function refuse(form: HTMLFormElement): void {
  const message = form.querySelector<HTMLElement>("[data-sign-out-refused]");
  if (!message) return;
  message.hidden = false;
  message.focus();
}
