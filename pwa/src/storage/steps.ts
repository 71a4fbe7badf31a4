// How the phone's database came to be, version by version: a phone that missed some releases goes through each of them.
import type { IDBPDatabase } from "idb";
import { identifyNew } from "./identity";
import type { Schema, Upgrading } from "./schema";

export type Step = (database: IDBPDatabase<Schema>, transaction: Upgrading) => void | Promise<void>;

/**
 * Step n brings version n - 1 to version n. Phones have gone through those that are here: none is ever changed, another
 * is added. `outbox` and `device` keep their names and keys, for pages of other versions read them to rescue what waits.
 */
export const STEPS: Step[] = [createStores];

function createStores(database: IDBPDatabase<Schema>): void {
  database.createObjectStore("device");
  database.createObjectStore("list");
  // Commands of a former device may still wait when a new one starts counting at 1.
  database.createObjectStore("outbox", { keyPath: ["deviceId", "sequence"] });
  database.createObjectStore("acknowledged", { keyPath: "id" });
  database.createObjectStore("settings");
}

/** From whichever version is there. Half an upgrade is never kept: where a step fails the old version stays. */
export async function upgrade(
  database: IDBPDatabase<Schema>,
  oldVersion: number,
  _newVersion: number | null,
  transaction: Upgrading,
): Promise<void> {
  try {
    for (const step of STEPS.slice(oldVersion)) await step(database, transaction);
    if (oldVersion === 0) await identifyNew(transaction);
  } catch (error) {
    console.error("The phone's database could not be upgraded", error);
    transaction.done.catch(() => undefined); // whoever opens it hears of it
    transaction.abort();
  }
}
