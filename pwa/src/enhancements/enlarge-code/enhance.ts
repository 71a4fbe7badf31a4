// Shows the code over the whole screen as a true dialog: focus stays in it, Escape and a tap close it.
export function enhance(link: HTMLElement): void {
  const dialog = document.getElementById(link.dataset.dialog ?? "");
  if (!(dialog instanceof HTMLDialogElement)) return;
  link.setAttribute("role", "button");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  link.addEventListener("keydown", (event) => {
    // A button answers to the space bar too; a link does not.
    if (event.key !== " ") return;
    event.preventDefault();
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
}
