// What the screen says of the outbox, the same in every tab: how much waits, and what stands in the way.
import { hearOtherTabs, tellOtherTabs } from "../storage/channel";
import { inTransaction } from "../storage/database";
import type { Drained, Problem } from "./drain";
import { needsAttention, onOutboxChange, waiting } from "./outbox";

export interface OutboxState {
  /** Whether the outbox has been looked into: until then nobody may say that nothing waits. */
  isCounted: boolean;
  waiting: number;
  needsAttention: number;
  /** When the register last answered, in ms since 1970 by the phone's clock. */
  lastSent: number | null;
  problem: Problem | null;
}

let state: OutboxState = { isCounted: false, waiting: 0, needsAttention: 0, lastSent: null, problem: null };
let isWatching = false;
const listeners = new Set<(state: OutboxState) => void>();

export function outboxState(): OutboxState {
  return state;
}

/** Calls the listener now and at every change. */
export function watchOutbox(listener: (state: OutboxState) => void): () => void {
  if (!isWatching) startWatching();
  listeners.add(listener);
  listener(state);
  return () => listeners.delete(listener);
}

/** What came of sending. */
export function reportDrained({ problem }: Drained): void {
  const lastSent = problem ? state.lastSent : Date.now();
  change({ problem, lastSent });
  tellOtherTabs({ problem, lastSent });
}

function startWatching(): void {
  isWatching = true;
  onOutboxChange(() => void count());
  hearOtherTabs((message) => {
    if (typeof message === "object") change(message);
    else if (message === "outbox") void count();
  });
  void count();
  void rememberLastSent();
}

async function count(): Promise<void> {
  try {
    const [rows, refused] = await Promise.all([waiting(), needsAttention()]);
    change({ isCounted: true, waiting: rows.length, needsAttention: refused.length });
  } catch {
    change({ problem: "storage" });
  }
}

/** A page that has just been opened knows it from what was acknowledged today. */
async function rememberLastSent(): Promise<void> {
  try {
    const rows = await inTransaction(["acknowledged"], "readonly", (transaction) =>
      transaction.objectStore("acknowledged").getAll(),
    );
    const last = Math.max(0, ...rows.map((row) => row.acknowledgedAt));
    if (last && state.lastSent === null) change({ lastSent: last });
  } catch {
    // The count has said that there is no storage.
  }
}

function change(part: Partial<OutboxState>): void {
  state = { ...state, ...part };
  for (const listener of listeners) listener(state);
}
