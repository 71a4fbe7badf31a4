// What lies behind the head of the screen: dialogs, the menu, and on a small window the day. A card that is read closes
// them all: nothing may cover an answer.
import { part } from "./pieces";

export function openDialog(dialog: HTMLElement): void {
  const element = dialog as HTMLDialogElement;
  if (!element.open) element.showModal();
}

export function closeDialogs(root: HTMLElement): void {
  for (const dialog of root.querySelectorAll("dialog")) if (dialog.open) dialog.close();
  setOpen(root, "menu", false);
  setOpen(root, "day", false);
}

/** The site's own menu and the day, each under its button; Escape closes them. */
export function prepareDisclosures(root: HTMLElement): void {
  part(root, "menu").addEventListener("click", () => setOpen(root, "menu", !isOpen(root, "menu")));
  part(root, "open-day").addEventListener("click", () => setOpen(root, "day", !isOpen(root, "day")));
  part(root, "close-day").addEventListener("click", () => {
    setOpen(root, "day", false);
    part(root, "open-day").focus();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const name of ["menu", "day"] as const) {
      if (isOpen(root, name)) buttonOf(root, name).focus();
      setOpen(root, name, false);
    }
  });
}

type Disclosure = "menu" | "day";

const buttonOf = (root: HTMLElement, name: Disclosure) => part(root, name === "menu" ? "menu" : "open-day");
const isOpen = (root: HTMLElement, name: Disclosure) =>
  buttonOf(root, name).getAttribute("aria-expanded") === "true";

function setOpen(root: HTMLElement, name: Disclosure, open: boolean): void {
  buttonOf(root, name).setAttribute("aria-expanded", String(open));
  document.documentElement.classList.toggle(`kk-${name}-open`, open);
}
