// What is kept on this phone: one IndexedDB, opened once, and closed as soon as a newer page wants to change it.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import type { ListRecord } from "../card-list/list-record";
import type { DeviceRecord, KeyRecord } from "../device/device-record";
import type { Offer } from "../enhancements/counter/offer";
import type { AcknowledgedRow, OutboxRow } from "../outbox/command";
import { asStorageError, StorageError } from "./storage-error";

const NAME = "kaikukortti";
const VERSION = 1;
// Some browsers have been seen never to answer when a page opens its storage at a bad moment.
const OPENING_MS = 10_000;

export interface Lease {
  holder: string;
  until: number;
}

/** Small things remembered beside the rest. Times in ms since 1970. */
export interface Settings {
  "clock-offset": number;
  "server-time": number;
  "persistence-asked": boolean;
  /** What is on at this venue, as the register last told it. */
  "counter-offers": Offer[];
  [lease: `lease:${string}`]: Lease;
}

export interface Schema extends DBSchema {
  device: { key: "this" | "key"; value: DeviceRecord | KeyRecord };
  list: { key: "this"; value: ListRecord };
  outbox: { key: [string, number]; value: OutboxRow };
  acknowledged: { key: string; value: AcknowledgedRow };
  settings: { key: string; value: Settings[keyof Settings] };
}

export type Store = StoreNames<Schema>;
export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<Schema, Store[], Mode>;

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

/** Half of some work is never kept: what failed before the end is taken back. */
async function whole<Mode extends "readonly" | "readwrite", Result>(
  transaction: Transaction<Mode>,
  work: (transaction: Transaction<Mode>) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(transaction);
  } catch (error) {
    // The transaction's own end tells the same, less well; nobody listens to it any more.
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
  const attempt = opening ?? open();
  opening = attempt;
  attempt.catch(() => {
    if (opening === attempt) opening = null; // the next one tries anew
  });
  return attempt;
}

/** The next use opens it again. */
export function closeDatabase(): void {
  void opening?.then((one) => one.close()).catch(() => undefined);
  opening = null;
}

async function open(): Promise<IDBPDatabase<Schema>> {
  if (!("indexedDB" in globalThis) || !indexedDB) throw new StorageError("unavailable");
  try {
    return await withinTime(openDB<Schema>(NAME, VERSION, { upgrade, blocking: closeDatabase, terminated }));
  } catch (error) {
    // Whatever it says when it cannot be opened at all, here is no storage.
    throw new StorageError(nameOf(error) === "QuotaExceededError" ? "quota" : "unavailable", error);
  }
}

function terminated(): void {
  opening = null;
}

function upgrade(database: IDBPDatabase<Schema>): void {
  database.createObjectStore("device");
  database.createObjectStore("list");
  // Commands of a former device may still wait when a new one starts counting at 1.
  database.createObjectStore("outbox", { keyPath: ["deviceId", "sequence"] });
  database.createObjectStore("acknowledged", { keyPath: "id" });
  database.createObjectStore("settings");
}

const nameOf = (error: unknown) => (error instanceof DOMException ? error.name : "");

/** Also the end of waiting for another tab that does not let go of an older version. */
async function withinTime(opened: Promise<IDBPDatabase<Schema>>): Promise<IDBPDatabase<Schema>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageError("unavailable")), OPENING_MS);
  });
  try {
    return await Promise.race([opened, tooLate]);
  } catch (error) {
    void opened.then((late) => late.close()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
