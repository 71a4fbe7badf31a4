// What the screen says of the outbox, the same in every tab: how much waits, and what stands in the way.
import { oneOf } from "../exhaustive";
import { PROBLEMS, type Problem } from "../records/problem";
import { hearOtherTabs, notifyOtherTabs } from "../storage/channel";
import { inTransaction } from "../storage/database";
import { type Drained, storageProblem } from "./drain";
import { countsIn, onOutboxChange } from "./outbox";

export interface OutboxState {
  /** Whether the outbox has been read: until then nobody may say that nothing waits. */
  isCounted: boolean;
  waiting: number;
  needsAttention: number;
  /** When the register last answered, in ms since 1970 by the phone's clock. */
  lastSent: number | null;
  problem: Problem | null;
}

let state: OutboxState = { isCounted: false, waiting: 0, needsAttention: 0, lastSent: null, problem: null };
let isWatching = false;
let isCounting = false;
/** Something has changed since the count that is under way began. */
let isCountOutdated = false;
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
  notifyOtherTabs({ problem, lastSent });
}

/** What this phone could not keep, or not read. */
export function reportStorageError(error: unknown): void {
  change({ problem: storageProblem(error).problem });
}

function startWatching(): void {
  isWatching = true;
  // At once, not after another reading: whoever waits for `put` must not see a screen of before.
  onOutboxChange(({ counts }) => {
    isCountOutdated = true;
    change({ isCounted: true, ...counts });
  });
  hearOtherTabs((message) => {
    if (message === "outbox") void count();
    else if (typeof message === "object" && "problem" in message) hear(message);
  });
  void count();
  void readLastSent();
}

/** Another tab may be of a later release, with problems that this one has no word for. */
function hear({ problem, lastSent }: Pick<OutboxState, "problem" | "lastSent">): void {
  change({ problem: problem && (oneOf(PROBLEMS, problem) ?? "server"), lastSent });
}

/** One count at a time, and again while anything changes: an earlier one must never be shown after a later one. */
async function count(): Promise<void> {
  isCountOutdated = true;
  if (isCounting) return;
  isCounting = true;
  try {
    while (isCountOutdated) {
      isCountOutdated = false;
      const counts = await inTransaction(["outbox"], "readonly", countsIn);
      if (!isCountOutdated) change({ isCounted: true, ...counts });
    }
  } catch (error) {
    reportStorageError(error);
  } finally {
    isCounting = false;
  }
}

/** A page that has just been opened knows it from what was acknowledged today. */
async function readLastSent(): Promise<void> {
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
