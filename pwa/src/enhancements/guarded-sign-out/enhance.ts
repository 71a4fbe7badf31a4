// Signing out while something waits on this phone would leave it with nobody who may send it. It is tried once more,
// and else the form says so. Signing out removes the device, its key and its list from the phone.
import { forgetDevice } from "../../device/device";
import { unhandled } from "../../exhaustive";
import { drain } from "../../outbox/drain";
import { needsAttention, waiting } from "../../outbox/outbox";
import { countUnsent } from "../../outbox/rescue";
import { StorageError } from "../../storage/storage-error";

/** What may be left behind on this phone; `unseen` where its storage does not open. */
type Left = "nothing" | "something" | "unseen";

export function enhance(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  let isBusy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    form.setAttribute("aria-busy", "true");
    const isMeant = event.submitter?.hasAttribute("data-sign-out-anyway") ?? false;
    await signOut(form, isMeant ? "nothing" : await whatIsLeft());
    isBusy = false;
    form.removeAttribute("aria-busy");
  });
}

async function signOut(form: HTMLFormElement, left: Left): Promise<void> {
  for (const message of form.querySelectorAll<HTMLElement>(
    "[data-sign-out-refused], [data-sign-out-unseen]",
  )) {
    message.hidden = true;
  }
  switch (left) {
    case "nothing":
      await forgetDevice().catch(() => undefined);
      return form.submit();
    case "something":
      return show(form, "[data-sign-out-refused]");
    case "unseen":
      return show(form, "[data-sign-out-unseen]");
    default:
      return unhandled(left);
  }
}

async function whatIsLeft(): Promise<Left> {
  try {
    if ((await waiting()).length) await drain();
    return (await waiting()).length || (await needsAttention()).length ? "something" : "nothing";
  } catch (error) {
    // Where nothing can be kept, nothing waits.
    if (error instanceof StorageError && error.reason === "unavailable") return "nothing";
    const count = await countUnsent().catch(() => null);
    return count === null ? "unseen" : count ? "something" : "nothing";
  }
}

function show(form: HTMLFormElement, selector: string): void {
  const message = form.querySelector<HTMLElement>(selector);
  if (!message) return;
  message.hidden = false;
  message.focus();
}
