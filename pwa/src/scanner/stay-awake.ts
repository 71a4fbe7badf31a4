// Keeps the screen on while the camera is open. Browsers drop the lock themselves when the page is hidden.

/** Gives the function that lets the screen sleep again. */
export function stayAwake(): () => void {
  let isOver = false;
  let lock: WakeLockSentinel | null = null;
  void (async () => {
    // Missing in older browsers, refused on a low battery: the screen dims as usual.
    lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    if (isOver) void lock?.release();
  })();
  return () => {
    isOver = true;
    void lock?.release();
  };
}
