// Which database this is. One that takes the place of an emptied one has another identity, and knows that it began empty.
import type { IDBPDatabase } from "idb";
import type { Identity, Schema, Upgrading } from "./schema";

/** In the transaction that makes the database: whatever phone it will be of has kept nothing here before. */
export async function identifyNew(made: Upgrading): Promise<void> {
  await made.objectStore("settings").put(newIdentity(true), "identity");
  await made.objectStore("settings").put({}, "numbering");
}

/** Null where it can be neither read nor given. */
export async function identityOf(database: IDBPDatabase<Schema>): Promise<string | null> {
  try {
    const known = (await database.get("settings", "identity")) as Identity | undefined;
    if (known) return known.id;
    const given = newIdentity(false); // a release that gave none has made it
    await database.put("settings", given, "identity");
    return given.id;
  } catch {
    return null;
  }
}

function newIdentity(beganEmpty: boolean): Identity {
  return { id: `${Date.now()}-${Math.random()}`, beganEmpty };
}
