// Shows the code over the whole screen as a true dialog: focus stays in it, Escape and a tap close it. Where the phone
// carries two cards, a swipe, a button or an arrow key shows the other.
export function enhance(link: HTMLAnchorElement): void {
  const dialog = document.getElementById(link.dataset.dialog ?? "");
  if (!(dialog instanceof HTMLDialogElement)) return;
  const open = (event: Event) => {
    event.preventDefault();
    dialog.showModal();
    document.querySelector(link.hash)?.scrollIntoView({ block: "nearest", inline: "start" });
  };
  link.setAttribute("role", "button");
  link.addEventListener("click", open);
  // A button answers to the space bar too; a link does not.
  link.addEventListener("keydown", (event) => event.key === " " && open(event));
  // Once, although each card has its link to the same dialog.
  dialog.onclick = (event) => {
    event.preventDefault();
    if (event.target instanceof Element && event.target.closest("[data-other]")) turn(dialog);
    else dialog.close();
  };
  dialog.onkeydown = ({ key }) => {
    if (/^Arrow(?:Left|Right)$/.test(key)) turn(dialog);
  };
}

function turn(dialog: HTMLElement): void {
  const cards = dialog.querySelector<HTMLElement>("[data-cards]");
  if (!cards) return;
  cards.scrollTo({ left: Math.abs(cards.scrollLeft) > cards.clientWidth / 2 ? 0 : cards.scrollWidth });
}
