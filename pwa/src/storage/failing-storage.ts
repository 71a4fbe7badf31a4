// For tests: a phone's storage that fails at any one of its operations, and may work again.
import { forceCloseDatabase } from "fake-indexeddb";
import { vi } from "vitest";

export const FAILURES = [
  "deleted", // by a script, or by a browser that tells the page of it
  "cleared", // as "clear site data": connections are cut, their transactions end, everything is gone
  "closed", // as by a browser that is short of something: connections are cut, all is there
  "full",
  "unreadable", // no operation works
  "gone", // it cannot even be opened
  "stores-missing", // a database that was made by half
] as const;
export type Failure = (typeof FAILURES)[number];

const NAME = "kaikukortti";
const READS = ["get", "getAll", "getAllKeys", "getKey"] as const;
const WRITES = ["put", "add", "delete", "clear"] as const;

export class FailingStorage {
  operations = 0;
  #failure: Failure | null = null;
  #failsAt = Number.POSITIVE_INFINITY;
  #isFailing = false;
  readonly #connections = new Set<IDBDatabase>();
  readonly #transactions = new Set<IDBTransaction>();

  /** Until `vi.restoreAllMocks()`. */
  install(): void {
    this.#onCall(IDBFactory.prototype, "open");
    this.#onCall(IDBDatabase.prototype, "transaction", (database, transaction) => {
      this.#connections.add(database as IDBDatabase);
      this.#transactions.add(transaction as IDBTransaction);
    });
    for (const method of [...READS, ...WRITES]) this.#onCall(IDBObjectStore.prototype, method);
  }

  /** Before the operation with this number, counted from now. */
  failAt(operation: number, failure: Failure): void {
    this.operations = 0;
    this.#failsAt = operation;
    this.#failure = failure;
  }

  get hasFailed(): boolean {
    return this.operations >= this.#failsAt;
  }

  recover(): void {
    this.#isFailing = false;
    this.#failure = null;
  }

  #onCall<Host extends object>(
    host: Host,
    method: keyof Host & string,
    made: (host: Host, result: unknown) => void = () => undefined,
  ): void {
    const before = host[method] as (...args: unknown[]) => unknown;
    const { count, refuse } = { count: () => this.#count(), refuse: (name: string) => this.#refuse(name) };
    const called = function (this: Host, ...args: unknown[]): unknown {
      count();
      refuse(method);
      const result = before.apply(this, args);
      made(this, result);
      return result;
    };
    vi.spyOn(host, method as never).mockImplementation(called as never);
  }

  #count(): void {
    this.operations += 1;
    if (this.operations === this.#failsAt) this.#begin();
  }

  #begin(): void {
    this.#isFailing = true;
    if (this.#failure === "deleted") indexedDB.deleteDatabase(NAME);
    if (this.#failure === "closed" || this.#failure === "gone") this.#cut();
    if (this.#failure === "cleared" || this.#failure === "stores-missing") {
      this.#cut();
      indexedDB.deleteDatabase(NAME);
    }
    if (this.#failure === "stores-missing") this.#makeByHalf();
  }

  #makeByHalf(): void {
    const opening = indexedDB.open(NAME, 1);
    opening.onsuccess = () => opening.result.close();
  }

  #cut(): void {
    for (const transaction of this.#transactions) {
      try {
        transaction.abort();
      } catch {
        // It has ended by itself.
      }
    }
    for (const connection of this.#connections) forceCloseDatabase(connection as never);
    this.#transactions.clear();
    this.#connections.clear();
  }

  #refuse(method: string): void {
    if (!this.#isFailing) return;
    const isWrite = (WRITES as readonly string[]).includes(method);
    const isRead = (READS as readonly string[]).includes(method);
    if (this.#failure === "full" && isWrite && method !== "delete" && method !== "clear") {
      throw new DOMException("full", "QuotaExceededError");
    }
    if (this.#failure === "unreadable" && (isWrite || isRead))
      throw new DOMException("broken", "UnknownError");
    if (this.#failure === "gone" && method === "open") throw new DOMException("no", "SecurityError");
  }
}
