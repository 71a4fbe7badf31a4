// What is kept on this phone: one IndexedDB, opened once, and closed as soon as a newer page wants to change it.
import type { IDBPDatabase } from "idb";
import { openPhoneDatabase } from "./opening";
import type { Schema, Store, Transaction } from "./schema";
import { asStorageError, StorageError } from "./storage-error";

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** One transaction over some stores. Resolves when it is complete: what was written is then on the disk. */
export async function inTransaction<Mode extends "readonly" | "readwrite", Result>(
  stores: Store[],
  mode: Mode,
  work: (transaction: Transaction<Mode>) => Promise<Result>,
): Promise<Result> {
  try {
    const transaction = await begin(stores, mode);
    const [result] = await Promise.all([whole(transaction, work), transaction.done]);
    return result;
  } catch (error) {
    throw asStorageError(error);
  }
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
  const attempt = opening ?? openPhoneDatabase(forgetConnection);
  opening = attempt;
  attempt.catch(() => {
    if (opening === attempt) opening = null; // the next one tries anew
  });
  return attempt;
}

/** The next use opens it again. */
export function closeDatabase(): void {
  void opening?.then((one) => one.close()).catch(() => undefined);
  forgetConnection();
}

function forgetConnection(): void {
  opening = null;
}
