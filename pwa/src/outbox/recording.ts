// Records what the counter has decided, wherever this phone can: on its disk; where that fails, at the register at once;
// where neither can be reached, in the page, which says so.
import type { Command, Draft } from "../records/command";
import { isStorageBlocked, sawStorageFail, storageHealth } from "../storage/health";
import { pageMemory } from "../storage/memory";
import { repair, repairSoon } from "../storage/repair";
import { StorageError } from "../storage/storage-error";
import { putInMemory, type Unnumbered, unnumbered, write } from "./outbox";
import { whileSaving } from "./state";
import { sync } from "./sync";

/** `phone`: on its disk; `register`: answered, though the phone kept nothing; `page`: lost when the page is closed. */
export type Keeper = "phone" | "register" | "page";

export interface Recorded {
  commands: Command[];
  keeper: Keeper;
}

const WRITING_MS = 3_000; // a queue does not wait ten seconds for a database that does not open
const SENDING_MS = 4_000;

/**
 * All of them with one keeper; `heldMs` as in `write`, where the phone keeps them. The ids are given once: what is written
 * late, after it was in memory, is the same command.
 *
 * Rejects where there is no storage and nothing is known of this phone either.
 */
export function record(drafts: readonly Draft[] | Promise<readonly Draft[]>, heldMs = 0): Promise<Recorded> {
  return whileSaving(recordNow(drafts, heldMs));
}

async function recordNow(
  drafts: readonly Draft[] | Promise<readonly Draft[]>,
  heldMs: number,
): Promise<Recorded> {
  const made = (await drafts).map(unnumbered);
  const written = await writtenInTime(made, heldMs);
  if (written) return { commands: written, keeper: "phone" };
  const commands = putInMemory(made);
  if (!isStorageBlocked() && (await within(WRITING_MS, repair()))) return { commands, keeper: "phone" };
  await within(SENDING_MS, sync());
  repairSoon();
  return { commands, keeper: keeperOf(commands) };
}

/** Null where the storage failed, or has not answered. */
async function writtenInTime(made: readonly Unnumbered[], heldMs: number): Promise<Command[] | null> {
  if (!pageMemory()?.device) return await write(made, heldMs);
  if (storageHealth().kind === "fails") return null;
  const writing = write(made, heldMs).catch((error) => {
    if (error instanceof StorageError || pageMemory()?.isLost) return null;
    throw error;
  });
  const written = await within(WRITING_MS, writing);
  if (written === undefined) sawStorageFail(new StorageError("blocked"), "readwrite");
  return written ?? null;
}

/** By what this page holds: the storage is not to be waited for. */
function keeperOf(commands: readonly Command[]): Keeper {
  const { rows, unwritten } = pageMemory() ?? {};
  const isUnsent = ({ id }: Command) => rows?.get(id)?.state === "waiting";
  if (!commands.some(isUnsent)) return "register";
  return commands.some((one) => isUnsent(one) && unwritten?.has(one.id)) ? "page" : "phone";
}

/** Undefined when the time is over. */
async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
