// Without a network the service worker shows the list as it was last seen; the page then says of when it is.
const JUST_MADE_MS = 60_000;

export function showAge(element: HTMLElement, madeAt: string): void {
  const isOld = Math.abs(Date.now() - Date.parse(madeAt)) > JUST_MADE_MS;
  // Kept is one list only: whoever searches without a network gets it instead of an answer.
  const isOfAnother = element.dataset.address !== location.pathname + location.search;
  if (isOld || isOfAnother) element.hidden = false;
}
