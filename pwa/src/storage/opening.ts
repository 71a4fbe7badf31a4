// Opens the phone's database, and says why where that cannot be done.
import { type IDBPDatabase, openDB } from "idb";
import type { Schema, Store, Transaction } from "./schema";
import { STEPS, type Upgrading, upgrade } from "./steps";
import { reasonOf, StorageError } from "./storage-error";

const NAME = "kaikukortti";
// Some browsers have been seen never to answer when a page opens its storage at a bad moment.
const OPENING_MS = 10_000;

type Connection = IDBPDatabase<Schema>;

/** `onClosed` is called when the browser has closed it, or when a newer page wants to change it. */
export function openPhoneDatabase(onClosed: () => void): Promise<Connection> {
  const blocking = (_current: number, _wanted: number | null, { target }: Event) => {
    (target as IDBDatabase).close();
    onClosed();
  };
  return opened(() => openDB<Schema>(NAME, STEPS.length, { upgrade, blocking, terminated: onClosed }));
}

/**
 * Reads some stores as they are, whichever version made them: nothing is upgraded, and no database is made where there
 * is none. Null where there is nothing to read.
 */
export async function readAsItIs<Result>(
  stores: Store[],
  read: (transaction: Transaction<"readonly">) => Promise<Result>,
): Promise<Result | null> {
  const database = await openExisting();
  try {
    if (!database || stores.some((store) => !database.objectStoreNames.contains(store))) return null;
    return await read(database.transaction(stores, "readonly"));
  } finally {
    database?.close();
  }
}

async function openExisting(): Promise<Connection | null> {
  let isMissing = false;
  const upgrade = (_database: Connection, _old: number, _new: number | null, made: Upgrading) => {
    isMissing = true;
    made.done.catch(() => undefined); // whoever opens it hears of it
    made.abort();
  };
  const blocking = (_current: number, _wanted: number | null, { target }: Event) =>
    (target as IDBDatabase).close();
  try {
    return await opened(() => openDB<Schema>(NAME, undefined, { upgrade, blocking }));
  } catch (error) {
    if (isMissing) return null;
    throw error;
  }
}

async function opened(open: () => Promise<Connection>): Promise<Connection> {
  if (!("indexedDB" in globalThis) || !indexedDB) throw new StorageError("unavailable");
  try {
    return await withinTime(open());
  } catch (error) {
    throw error instanceof StorageError ? error : new StorageError(reasonOf(error), error);
  }
}

/** Also the end of waiting for another tab that does not let go of an older version. */
async function withinTime(attempt: Promise<Connection>): Promise<Connection> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageError("blocked")), OPENING_MS);
  });
  try {
    return await Promise.race([attempt, tooLate]);
  } catch (error) {
    void attempt.then((late) => late.close()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
