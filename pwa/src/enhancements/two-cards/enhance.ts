// Two cards on one phone lie side by side: a swipe, their links and the arrow keys turn from one to the other, and the
// link of the card in view says so. The page begins with the card that it is about, which its link is marked with.
export function enhance(tabs: HTMLElement): void {
  const links = [...tabs.querySelectorAll<HTMLAnchorElement>("a")];
  const cards = links.map(({ hash }) => document.querySelector<HTMLElement>(hash));
  const lane = cards[0]?.parentElement;
  if (!lane) return;
  const inView = () => (Math.abs(lane.scrollLeft) > lane.clientWidth / 2 ? 1 : 0);
  const mark = () => {
    for (const [number, link] of links.entries()) {
      if (number === inView()) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    // The other may be much longer, as one that has ended: what stands below follows the card in view.
    for (const [number, card] of cards.entries()) card?.toggleAttribute("data-aside", number !== inView());
  };
  const turnTo = (number: number) => lane.scrollTo({ left: number ? lane.scrollWidth : 0 });
  for (const [number, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      turnTo(number);
    });
  }
  lane.addEventListener("scroll", mark, { passive: true });
  document.addEventListener("keydown", ({ key, target }) => {
    if (target instanceof Element && target.closest("dialog, input, select, textarea")) return;
    if (key === "ArrowRight") turnTo(1);
    if (key === "ArrowLeft") turnTo(0);
  });
  turnTo(
    Math.max(
      0,
      links.findIndex((link) => link.hasAttribute("aria-current")),
    ),
  );
  mark();
}
