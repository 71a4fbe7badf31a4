// Who this phone is to the register, and under which number its next command goes.

import type { Device, DeviceKind, DeviceRecord, KeyRecord } from "../records/device";
import { post, type Reply } from "../register-api";
import { alone } from "../storage/alone";
import { notifyOtherTabs } from "../storage/channel";
import { inTransaction } from "../storage/database";
import { askForPersistence } from "../storage/persistence";
import type { Settings, Transaction } from "../storage/schema";
import { type ImportedKey, importKey } from "./key";

export type { Device } from "../records/device";

/** Settings that belong to the venue, and go with the device. */
const OF_VENUE: readonly (keyof Settings)[] = ["counter-offers", "counter-day", "counter-place"];

const listeners = new Set<() => void>();

/** Called when this tab has changed device or key; the other tabs hear "device" over the channel. */
export function onDeviceChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

interface Introduction {
  device: { id: string; name: string; kind: DeviceKind; venue_id: number; venue_name: string };
  key: string;
  next_sequence: number;
}

export async function storedDevice(): Promise<Device | null> {
  return await inTransaction(["device"], "readonly", readDevice);
}

export async function storedKey(): Promise<KeyRecord | null> {
  return await inTransaction(
    ["device"],
    "readonly",
    async (transaction) => ((await transaction.objectStore("device").get("key")) as KeyRecord) ?? null,
  );
}

/** The device for this venue; null where the page cannot tell the venue, and whatever is stored will do. */
export async function ensureDevice(venueId: number | null): Promise<Reply<Device>> {
  const isWanted = (one: Device) => venueId === null || one.venueId === venueId;
  return (await storedWithKey(isWanted)) ?? (await introduce(isWanted));
}

/** A new key for this phone, where the one it has is not the one the register seals its lists with. */
export async function renewKey(mistaken: string): Promise<Reply<Device>> {
  return await introduce((one) => one.keyId !== mistaken);
}

/** Signing out: neither the device nor its list stays. What waits to be sent does. */
export async function forgetDevice(): Promise<void> {
  await inTransaction(["device", "list", "acknowledged", "settings"], "readwrite", async (transaction) => {
    await transaction.objectStore("device").clear();
    await transaction.objectStore("list").clear();
    await transaction.objectStore("acknowledged").clear();
    await forgetVenue(transaction);
  });
  deviceChanged();
}

/** The register has revoked this phone: it may not judge cards any more, but what it has recorded stays. */
export async function forgetList(): Promise<void> {
  await inTransaction(["device", "list"], "readwrite", async (transaction) => {
    await transaction.objectStore("device").delete("key");
    await transaction.objectStore("list").clear();
  });
  deviceChanged();
}

function deviceChanged(): void {
  notifyOtherTabs("device");
  for (const listener of listeners) listener();
}

async function storedWithKey(isWanted: (one: Device) => boolean): Promise<Reply<Device> | null> {
  const [device, key] = await Promise.all([storedDevice(), storedKey()]);
  return device && key && isWanted(device) ? { kind: "answer", body: device } : null;
}

/** Two tabs that both did would each make the other's key void. */
function introduce(isWanted: (one: Device) => boolean): Promise<Reply<Device>> {
  return alone("kaikukortti-device", async () => {
    const stored = await storedWithKey(isWanted); // another tab was faster
    if (stored) return stored;
    const reply = await post<Introduction>("/api/device", {});
    if (reply.kind === "signed-out" && reply.isRevoked) await forgetList();
    if (reply.kind !== "answer") return reply;
    const device = await keep(reply.body, await importKey(reply.body.key));
    deviceChanged();
    void askForPersistence();
    return { kind: "answer", body: device };
  });
}

/** Device and key in one; a list of another key goes. No number is ever given twice. */
async function keep({ device, next_sequence }: Introduction, imported: ImportedKey): Promise<Device> {
  return await inTransaction(["device", "list", "outbox", "settings"], "readwrite", async (transaction) => {
    const record: DeviceRecord = {
      id: device.id,
      name: device.name,
      kind: device.kind,
      venueId: device.venue_id,
      venueName: device.venue_name,
      nextSequence: Math.max(next_sequence, await nextOwn(transaction, device.id)),
      keyId: imported.id,
    };
    await transaction.objectStore("device").put(record, "this");
    await transaction.objectStore("device").put(imported, "key");
    await transaction.objectStore("list").clear();
    await forgetVenue(transaction);
    return record;
  });
}

async function forgetVenue(transaction: Transaction<"readwrite">): Promise<void> {
  const settings = transaction.objectStore("settings");
  await Promise.all(OF_VENUE.map((name) => settings.delete(name)));
}

/** The number after the last one this phone gave as this device, as far as it knows. */
async function nextOwn(transaction: Transaction<"readwrite">, deviceId: string): Promise<number> {
  const before = await readDevice(transaction);
  const ofDevice = IDBKeyRange.bound([deviceId, 0], [deviceId, Number.MAX_SAFE_INTEGER]);
  const last = await transaction.objectStore("outbox").openKeyCursor(ofDevice, "prev");
  return Math.max(before?.id === deviceId ? before.nextSequence : 1, (last?.key[1] ?? 0) + 1);
}

async function readDevice(
  transaction: Transaction<"readonly"> | Transaction<"readwrite">,
): Promise<Device | null> {
  return ((await transaction.objectStore("device").get("this")) as DeviceRecord | undefined) ?? null;
}
