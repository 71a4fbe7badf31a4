// Opens the phone's database, and says why where that cannot be done.
import { deleteDB, type IDBPDatabase, openDB } from "idb";
import { EVERYTHING, type Schema, type Store, type Transaction, type Upgrading } from "./schema";
import { STEPS, upgrade } from "./steps";
import { reasonOf, StorageError } from "./storage-error";

const NAME = "kaikukortti";
// Some browsers have been seen never to answer when a page opens its storage at a bad moment.
const OPENING_MS = 10_000;

type Connection = IDBPDatabase<Schema>;

/** `newer-page`: it wants to change the database; `gone`: the browser has closed or deleted it under the page. */
export type Closing = "newer-page" | "gone";

/** `onClosed` is called once the connection cannot be used any more. */
export async function openPhoneDatabase(onClosed: (why: Closing) => void): Promise<Connection> {
  const blocking = (_current: number, wanted: number | null, { target }: Event) => {
    (target as IDBDatabase).close();
    onClosed(wanted === null ? "gone" : "newer-page");
  };
  const terminated = () => onClosed("gone");
  const open = () => openDB<Schema>(NAME, STEPS.length, { upgrade, blocking, terminated });
  const connection = await opened(open);
  return isWhole(connection) ? connection : await opened(async () => await madeAnew(connection, open));
}

/** A browser that was stopped while it made the database has been seen to leave one without its stores. */
const isWhole = ({ objectStoreNames }: Connection) =>
  EVERYTHING.every((store) => objectStoreNames.contains(store));

/** With what still waits in it. */
async function madeAnew(broken: Connection, open: () => Promise<Connection>): Promise<Connection> {
  const stores = (["outbox", "device"] as const).filter((store) => broken.objectStoreNames.contains(store));
  const rows = stores.includes("outbox") ? await broken.getAll("outbox") : [];
  const device = stores.includes("device") ? await broken.get("device", "this") : undefined;
  broken.close();
  await deleteDB(NAME);
  const whole = await open();
  const transaction = whole.transaction(["outbox", "device"], "readwrite");
  const written = rows.map((row) => transaction.objectStore("outbox").put(row));
  const known = device && transaction.objectStore("device").put(device, "this");
  await Promise.all([...written, known, transaction.done]);
  return whole;
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
