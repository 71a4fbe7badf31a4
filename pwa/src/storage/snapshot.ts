// One reading of what a page holds in its memory.
import type { DeviceRecord, KeyRecord } from "../records/device";
import type { Snapshot } from "./memory";
import type { Identity, Settings, Transaction } from "./schema";

/** The list is not in it: it is large, and held by whoever reads it. */
export async function readSnapshot(transaction: Transaction<"readonly">): Promise<Snapshot> {
  const devices = transaction.objectStore("device");
  const [device, key, rows, acknowledged, names, values] = await Promise.all([
    devices.get("this"),
    devices.get("key"),
    transaction.objectStore("outbox").getAll(),
    transaction.objectStore("acknowledged").getAll(),
    transaction.objectStore("settings").getAllKeys(),
    transaction.objectStore("settings").getAll(),
  ]);
  const settings = new Map<string, Settings[keyof Settings]>();
  for (const [index, name] of names.entries()) {
    const value = values[index];
    if (value !== undefined && !name.startsWith("lease:")) settings.set(name, value);
  }
  return {
    identity: (settings.get("identity") as Identity | undefined)?.id ?? null,
    device: (device as DeviceRecord | undefined) ?? null,
    key: (key as KeyRecord | undefined) ?? null,
    rows,
    acknowledged,
    settings,
  };
}
