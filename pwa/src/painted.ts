// When what has just been written can be seen: work that nobody waits for is done after that.
const LONGEST_MS = 100; // a page that nobody sees is not painted at all

/** Resolves after the next frame has been painted. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(resolve, LONGEST_MS);
    requestAnimationFrame(() => {
      clearTimeout(patience);
      setTimeout(resolve); // a task of its own: this callback runs before its frame is painted
    });
  });
}
