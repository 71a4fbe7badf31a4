// What is kept on this phone: one IndexedDB, opened once, closed as soon as a newer page wants to change it, and opened
// anew where the browser has closed or emptied it. What this page holds of it is then put back before anything else.
import type { IDBPDatabase } from "idb";
import { isStorageBlocked, sawStorageFail, sawStorageWork } from "./health";
import { identityOf } from "./identity";
import { markLost, markWritten, pageMemory, timesLost } from "./memory";
import { type Closing, openPhoneDatabase } from "./opening";
import { putBack, type Written } from "./put-back";
import { EVERYTHING, type Schema, type Store, type Transaction } from "./schema";
import { asStorageError, StorageError } from "./storage-error";

let opening: Promise<IDBPDatabase<Schema>> | null = null;
const listeners = new Set<(wasLost: boolean) => void>();

/** Called when all that this page remembers is on the disk; `wasLost`: because the storage had been emptied under it. */
export function onPutBack(listener: (wasLost: boolean) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One transaction over some stores. Resolves when it is complete: what was written is then on the disk. */
export async function inTransaction<Mode extends "readonly" | "readwrite", Result>(
  stores: Store[],
  mode: Mode,
  work: (transaction: Transaction<Mode>) => Promise<Result>,
): Promise<Result> {
  // A page that keeps trying by itself answers at once meanwhile: a queue does not wait for each of its uses.
  if (isStorageBlocked() && pageMemory()) throw new StorageError("blocked");
  return await transact(stores, mode, work);
}

async function transact<Mode extends "readonly" | "readwrite", Result>(
  stores: Store[],
  mode: Mode,
  work: (transaction: Transaction<Mode>) => Promise<Result>,
): Promise<Result> {
  try {
    const result = await completed(await begin(stores, mode), work);
    sawStorageWork({ wroteSomething: false });
    return result;
  } catch (error) {
    const failure = asStorageError(error);
    sawStorageFail(failure, mode);
    throw failure;
  }
}

/** Writes what this page holds and the storage does not: it was emptied, or could not be written. */
export async function putBackFromMemory(): Promise<void> {
  const lostBefore = timesLost();
  const written = await transact(EVERYTHING, "readwrite", putBack);
  sawStorageWork({ wroteSomething: true });
  noteWritten(written, lostBefore);
}

function noteWritten({ rows, device }: Written, lostBefore: number): void {
  const wasLost = pageMemory()?.isLost ?? false;
  markWritten(rows, device, lostBefore);
  for (const listener of listeners) listener(wasLost);
}

async function completed<Mode extends "readonly" | "readwrite", Result>(
  transaction: Transaction<Mode>,
  work: (transaction: Transaction<Mode>) => Promise<Result>,
): Promise<Result> {
  const [result] = await Promise.all([whole(transaction, work), transaction.done]);
  return result;
}

/** Half of some work is never kept: what failed before the end is undone. */
async function whole<Mode extends "readonly" | "readwrite", Result>(
  transaction: Transaction<Mode>,
  work: (transaction: Transaction<Mode>) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(transaction);
  } catch (error) {
    // The transaction's own end says the same, less well; nobody listens to it any more.
    transaction.done.catch(() => undefined);
    abort(transaction);
    throw error;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

async function begin<Mode extends "readonly" | "readwrite">(stores: Store[], mode: Mode) {
  const options = { durability: "strict" } as const;
  try {
    return (await database()).transaction(stores, mode, options);
  } catch (error) {
    if (error instanceof StorageError) throw error;
    // The browser has closed the connection behind our back, as phones do to pages that slept.
    closeDatabase();
    return (await database()).transaction(stores, mode, options);
  }
}

function database(): Promise<IDBPDatabase<Schema>> {
  const attempt = opening ?? openFromMemory();
  opening = attempt;
  attempt.catch(() => {
    if (opening === attempt) opening = null; // the next one tries anew
  });
  return attempt;
}

async function openFromMemory(): Promise<IDBPDatabase<Schema>> {
  const connection = await openPhoneDatabase(closedByBrowser);
  const memory = pageMemory();
  if (!memory) return connection;
  const identity = await identityOf(connection);
  if (identity !== null && memory.identity !== null && identity !== memory.identity) markLost(identity);
  memory.identity ??= identity;
  if (memory.isLost) await putAllBack(connection);
  return connection;
}

/** Where that fails it is tried again later; what is there can be used all the same. */
async function putAllBack(connection: IDBPDatabase<Schema>): Promise<void> {
  const lostBefore = timesLost();
  try {
    const transaction = connection.transaction(EVERYTHING, "readwrite", { durability: "strict" });
    noteWritten(await completed(transaction, putBack), lostBefore);
  } catch (error) {
    sawStorageFail(asStorageError(error), "readwrite");
  }
}

/** Opened again at once where this page holds something: a page that is left or loaded anew could not put it back. */
function closedByBrowser(why: Closing): void {
  forgetConnection();
  if (why === "gone" && pageMemory()?.isRead)
    void database().catch((error) => sawStorageFail(error, "readwrite"));
}

/** The next use opens it again. */
export function closeDatabase(): void {
  void opening?.then((one) => one.close()).catch(() => undefined);
  forgetConnection();
}

function forgetConnection(): void {
  opening = null;
}
