// Tabs of one phone tell each other what has changed in the storage they share. Two tabs may be of two releases.
import type { Problem } from "../records/problem";

export type TabMessage = "device" | "list" | "outbox" | { problem: Problem | null; lastSent: number | null };

const NAME = "kaikukortti";

let channel: BroadcastChannel | null | undefined;

export function notifyOtherTabs(message: TabMessage): void {
  open()?.postMessage(message);
}

/** Hears only the others. Where there is no channel nobody is heard: read again when the page comes back. */
export function hearOtherTabs(listener: (message: TabMessage) => void): () => void {
  const heard = ({ data }: MessageEvent<TabMessage>) => listener(data);
  open()?.addEventListener("message", heard);
  return () => open()?.removeEventListener("message", heard);
}

function open(): BroadcastChannel | null {
  if (channel === undefined) channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;
  return channel;
}
