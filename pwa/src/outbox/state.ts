// What the screen says of the outbox, the same in every tab: how much waits, what stands in the way, and whether this
// phone's storage keeps it.
import { oneOf } from "../exhaustive";
import type { AcknowledgedRow } from "../records/command";
import { PROBLEMS, type Problem } from "../records/problem";
import { hearOtherTabs, notifyOtherTabs } from "../storage/channel";
import { inTransaction, onPutBack } from "../storage/database";
import { onHealthChange, storageHealth } from "../storage/health";
import { beginRemembering, forgetAll, pageMemory, rememberedRows, rememberSnapshot } from "../storage/memory";
import { keepRepairing } from "../storage/repair";
import { forgetSetting, setting } from "../storage/setting";
import { readSnapshot } from "../storage/snapshot";
import type { StorageTrouble } from "../storage/storage-error";
import { type Drained, storageProblem } from "./drain";
import { askBeforeLeaving } from "./leaving";
import { type Change, type Counts, countsOf, onlyInMemory, onOutboxChange } from "./outbox";

export type StorageState =
  | { kind: "works" }
  /** It was emptied while this page was open; what the page knew is in it again. */
  | { kind: "put-back" }
  /** It was emptied while no page was open: what had not been sent by then may be lost. `at`: when that was noticed. */
  | { kind: "emptied"; at: number }
  | { kind: "fails"; trouble: StorageTrouble };

export interface OutboxState {
  /** Whether the outbox has been read: until then nobody may say that nothing waits. */
  isCounted: boolean;
  /** Something is being recorded that is in no count yet. */
  isSaving: boolean;
  waiting: number;
  needsAttention: number;
  /** How many of both only this page holds: they are lost when it is closed. */
  onlyHere: number;
  /** When the register last answered, in ms since 1970 by the phone's clock. */
  lastSent: number | null;
  problem: Problem | null;
  storage: StorageState;
}

let state: OutboxState = {
  isCounted: false,
  isSaving: false,
  waiting: 0,
  needsAttention: 0,
  onlyHere: 0,
  lastSent: null,
  problem: null,
  storage: { kind: "works" },
};
let isCounting = false;
/** Something has changed since the count that is under way began. */
let isCountOutdated = false;
let saving = 0;
let emptiedAt: number | null = null;
let wasPutBack = false;
const listeners = new Set<(state: OutboxState) => void>();
let watching: (() => void)[] = [];

export function outboxState(): OutboxState {
  return state;
}

/** Whether it may be said now that everything has been sent. */
export function isAllSent({ isCounted, isSaving, waiting, needsAttention, storage }: OutboxState): boolean {
  const isKnown = isCounted && !isSaving && (storage.kind === "works" || storage.kind === "put-back");
  return isKnown && waiting + needsAttention === 0;
}

/** Calls the listener now and at every change. When the last one has left nothing is remembered any more. */
export function watchOutbox(listener: (state: OutboxState) => void): () => void {
  if (!listeners.size) startWatching();
  listeners.add(listener);
  listener(state);
  return () => {
    if (listeners.delete(listener) && !listeners.size) stopWatching();
  };
}

/** From the tap on, until it is counted, nobody may say that everything has been sent. */
export async function whileSaving<Result>(work: Promise<Result>): Promise<Result> {
  saving += 1;
  change({});
  try {
    return await work;
  } finally {
    saving -= 1;
    change({});
  }
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

/** A person has read what became of this phone's storage. */
export async function dismissStorageNews(): Promise<void> {
  wasPutBack = false;
  emptiedAt = null;
  change({});
  await forgetSetting("emptied").catch(() => undefined);
}

function startWatching(): void {
  beginRemembering();
  watching = [
    keepRepairing(),
    askBeforeLeaving(),
    onOutboxChange(countChange),
    onHealthChange(() => void count()),
    onPutBack(notePutBack),
    hearOtherTabs((message) => {
      if (message === "outbox" || message === "device") void count();
      else if (typeof message === "object" && "problem" in message) hear(message);
    }),
  ];
  void count();
  void readEmptied();
}

function stopWatching(): void {
  for (const stop of watching.splice(0)) stop();
  forgetAll();
}

/** At once, not after another reading: whoever waits for `put` must not see a screen of before. */
function countChange({ counts }: Change): void {
  isCountOutdated = true;
  const known = counts ?? countsRemembered();
  if (known) change({ isCounted: true, ...known });
  if (!counts) void count();
}

function notePutBack(wasLost: boolean): void {
  wasPutBack ||= wasLost;
  change({});
  void count();
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
      const read = await inTransaction(
        ["device", "outbox", "acknowledged", "settings"],
        "readonly",
        readSnapshot,
      );
      if (isCountOutdated) continue;
      rememberSnapshot(read);
      change({ isCounted: true, ...countsOf(read.rows), ...lastSentBy(read.acknowledged) });
    }
  } catch (error) {
    change({ ...countsRemembered() });
    reportStorageError(error);
  } finally {
    isCounting = false;
  }
}

/** What this page knows, if it has read all that was there. */
function countsRemembered(): Counts | null {
  return pageMemory()?.isRead ? countsOf(rememberedRows() ?? []) : null;
}

/** A page that has just been opened knows it from what was acknowledged today. */
function lastSentBy(acknowledged: readonly AcknowledgedRow[]): Partial<OutboxState> {
  const last = Math.max(0, ...acknowledged.map((row) => row.acknowledgedAt));
  return last && state.lastSent === null ? { lastSent: last } : {};
}

async function readEmptied(): Promise<void> {
  const emptied = await setting("emptied").catch(() => null);
  emptiedAt = emptied?.at ?? null;
  change({});
}

function change(part: Partial<OutboxState>): void {
  state = { ...state, ...part, isSaving: saving > 0, onlyHere: onlyInMemory(), storage: storageState() };
  for (const listener of listeners) listener(state);
}

function storageState(): StorageState {
  const health = storageHealth();
  if (health.kind === "fails") return health;
  if (emptiedAt !== null) return { kind: "emptied", at: emptiedAt };
  return { kind: wasPutBack ? "put-back" : "works" };
}
