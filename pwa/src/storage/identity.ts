// Which database this is. One that takes the place of an emptied one has another identity, and knows that it began empty.
import type { IDBPDatabase, IDBPTransaction } from "idb";
import type { Identity, Schema, Upgrading } from "./schema";

/** In the transaction that makes the database: whatever phone it will be of has kept nothing here before. */
export async function identifyNew(made: Upgrading): Promise<void> {
  await made.objectStore("settings").put(newIdentity(true), "identity");
  await made.objectStore("settings").put({}, "numbering");
}

/** Null where it can be neither read nor given. */
export async function identityOf(database: IDBPDatabase<Schema>): Promise<string | null> {
  try {
    const transaction = database.transaction(["settings"], "readwrite");
    const [identity] = await Promise.all([knownOrGiven(transaction), transaction.done]);
    return identity.id;
  } catch {
    return null;
  }
}

/** A release that gave none has made the database. */
async function knownOrGiven(transaction: IDBPTransaction<Schema, "settings"[], "readwrite">) {
  const settings = transaction.objectStore("settings");
  const known = (await settings.get("identity")) as Identity | undefined;
  if (known) return known;
  const given = newIdentity(false);
  await settings.put(given, "identity");
  return given;
}

function newIdentity(beganEmpty: boolean): Identity {
  return { id: `${Date.now()}-${Math.random()}`, beganEmpty };
}
