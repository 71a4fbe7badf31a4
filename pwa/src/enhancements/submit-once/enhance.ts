// A second press on a button that is already sending does nothing. It lives again as soon as nothing is being
// sent any more (Stop, no network, back on the page), when something is corrected, and in any case in a while:
// the register takes the same form twice for once.
import { enhance as once } from "./once";

const LONGEST_WAIT_MS = 10_000;

interface Navigations {
  addEventListener(type: "navigate", listener: (event: { signal: AbortSignal }) => void): void;
}

export function enhance(form: HTMLElement): void {
  const free = once(form);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(waiting);
    waiting = setTimeout(free, LONGEST_WAIT_MS);
  });
  form.addEventListener("input", free);
  addEventListener("offline", free);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") free();
  });
  // Browsers that know it tell of Stop in the very moment.
  const { navigation } = window as { navigation?: Navigations };
  navigation?.addEventListener("navigate", ({ signal }) => signal.addEventListener("abort", free));
}
