// Tries again and again while the storage fails, or while this page holds what is not on the disk.
import { putBackFromMemory } from "./database";
import { onHealthChange, storageHealth } from "./health";
import { pageMemory } from "./memory";

const PAUSE_MS = 4_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** From now on by itself; returns how to stop. */
export function keepRepairing(): () => void {
  const stopHearing = onHealthChange(repairSoon);
  const whenSeen = () => document.visibilityState === "visible" && isNeeded() && void repair();
  document.addEventListener("visibilitychange", whenSeen);
  return () => {
    stopHearing();
    document.removeEventListener("visibilitychange", whenSeen);
    clearTimeout(timer);
  };
}

/** Tries now. Whether all that this page holds is on the disk. */
export async function repair(): Promise<boolean> {
  try {
    await putBackFromMemory();
  } catch {
    // The health says why; the next try may do better.
  }
  repairSoon();
  return !isNeeded();
}

export function repairSoon(): void {
  clearTimeout(timer);
  if (isNeeded()) timer = setTimeout(() => void repair(), PAUSE_MS);
}

function isNeeded(): boolean {
  const memory = pageMemory();
  const hasMore = memory && (memory.isLost || memory.unwritten.size > 0 || memory.answered.size > 0);
  return storageHealth().kind === "fails" || Boolean(hasMore);
}
