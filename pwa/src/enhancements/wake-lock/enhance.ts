// Keeps the screen awake while the card is shown. The browser drops the lock when the page is hidden.
export function enhance(): void {
  if (!("wakeLock" in navigator)) return;
  document.addEventListener("visibilitychange", stayAwake);
  void stayAwake();
}

async function stayAwake(): Promise<void> {
  if (document.visibilityState !== "visible") return;
  try {
    await navigator.wakeLock.request("screen");
  } catch {
    // Refused on a low battery: the card is still there, the screen just dims as usual.
  }
}
