// Offers to install the page as an app: phones keep what an app has stored, and may clear what a tab has. Where the
// browser can, with a button; on iPhones and iPads, which cannot ask, in words.
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

export function enhance(root: HTMLElement): void {
  const button = root.querySelector<HTMLButtonElement>('[data-install="button"]');
  const advice = root.querySelector<HTMLElement>('[data-install="advice"]');
  if (!button || !advice || isInstalled()) return;
  if (isTabOfIos()) show(root, advice);
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    show(root, button);
    button.onclick = () => void (event as InstallPrompt).prompt();
  });
  addEventListener("appinstalled", () => {
    root.hidden = true;
  });
}

function show(root: HTMLElement, part: HTMLElement): void {
  part.hidden = false;
  root.hidden = false;
}

function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches || standalone() === true;
}

/** Only Safari on iOS tells this at all. */
const isTabOfIos = () => standalone() === false;
const standalone = () => (navigator as { standalone?: boolean }).standalone;
