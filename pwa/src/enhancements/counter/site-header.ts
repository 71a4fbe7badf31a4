// The page that a phone opens without a network has nobody's menu. When the network is back the menu comes back too,
// without loading the page again: a card may stand on the screen.
export function keepHeader(root: HTMLElement): void {
  if (root.dataset.isShell !== "true") return;
  const fetchIt = () => void bringHeader(root);
  addEventListener("online", fetchIt);
  fetchIt();
}

async function bringHeader(root: HTMLElement): Promise<void> {
  if (root.dataset.isShell !== "true") return;
  try {
    // Past the service worker's own copy: that is the shell once more.
    const answer = await fetch("/kohde", { cache: "no-store", headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const header = page.getElementById("site-header");
    const counter = page.querySelector<HTMLElement>('[data-enhance="counter"]');
    if (!header || !counter || counter.dataset.isShell === "true") return;
    document.getElementById("site-header")?.replaceWith(document.adoptNode(header));
    root.dataset.isShell = "false";
  } catch {
    // Not back yet: the next "online" tries again.
  }
}
