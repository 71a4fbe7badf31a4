// Who this phone is to the register, and under which number its next command goes.

import type { Device, DeviceKind, DeviceRecord, KeyRecord } from "../records/device";
import { post, type Reply } from "../register-api";
import { alone } from "../storage/alone";
import { notifyOtherTabs } from "../storage/channel";
import { inTransaction } from "../storage/database";
import { letGoOfDevice, letGoOfKey, pageMemory, rememberDevice, timesLost } from "../storage/memory";
import { askForPersistence } from "../storage/persistence";
import type { Identity, Settings, Transaction } from "../storage/schema";
import { keepSetting } from "../storage/setting";
import { StorageError } from "../storage/storage-error";
import { type ImportedKey, importKey } from "./key";

export type { Device } from "../records/device";

/** Settings that belong to the venue, and go with the device. */
const OF_VENUE: readonly (keyof Settings)[] = ["counter-offers", "counter-day", "counter-place"];

type Numbering = Settings["numbering"];

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
  /** Whether a page has worked as this device before. A register of the release before does not say. */
  worked_before?: boolean;
}

export async function storedDevice(): Promise<Device | null> {
  return await stored(readDevice, pageMemory()?.device);
}

export async function storedKey(): Promise<KeyRecord | null> {
  return await stored(readKey, pageMemory()?.key);
}

/** From the storage; while that fails, as this page knows it. */
async function stored<Found>(
  read: (transaction: Transaction<"readonly">) => Promise<Found>,
  remembered: Found | undefined,
): Promise<Found> {
  try {
    return await inTransaction(["device"], "readonly", read);
  } catch (error) {
    if (error instanceof StorageError && remembered) return remembered;
    throw error;
  }
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
    const device = await readDevice(transaction);
    if (device) await noteNumber(transaction, device);
    await transaction.objectStore("device").clear();
    await transaction.objectStore("list").clear();
    await transaction.objectStore("acknowledged").clear();
    await forgetVenue(transaction);
  });
  letGoOfDevice();
  deviceChanged();
}

/** The register has revoked this phone: it may not judge cards any more, but what it has recorded stays. */
export async function forgetList(): Promise<void> {
  await inTransaction(["device", "list"], "readwrite", async (transaction) => {
    await transaction.objectStore("device").delete("key");
    await transaction.objectStore("list").clear();
  });
  letGoOfKey();
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
    const reply = await askWhoThisIs();
    if (reply.kind === "signed-out" && reply.isRevoked) await forgetList();
    if (reply.kind !== "answer") return reply;
    const device = await keep(reply.body, await importKey(reply.body.key));
    deviceChanged();
    void askForPersistence();
    return { kind: "answer", body: device };
  });
}

/**
 * Where the register knows this phone and the phone's storage does not, the storage was emptied. Nobody knows which
 * numbers had been given: the phone becomes another device, which counts from 1, and the register tells of the former.
 */
async function askWhoThisIs(): Promise<Reply<Introduction>> {
  const reply = await post<Introduction>("/api/device", {});
  if (reply.kind !== "answer" || !(await isForgotten(reply.body))) return reply;
  // First here: whatever becomes of the answer, this page must not say that everything has been sent.
  await keepSetting("emptied", { at: Date.now() });
  return await post<Introduction>("/api/device", { emptied: reply.body.device.id });
}

function isForgotten({ device, next_sequence, worked_before }: Introduction): Promise<boolean> {
  const isKnownThere = worked_before || next_sequence > 1;
  return inTransaction(["settings", "outbox", "device"], "readonly", async (transaction) => {
    const settings = transaction.objectStore("settings");
    const identity = (await settings.get("identity")) as Identity | undefined;
    if (!isKnownThere || !identity?.beganEmpty) return false;
    const numbering = (await settings.get("numbering")) as Numbering | undefined;
    return numbering?.[device.id] === undefined && (await nextOwn(transaction, device.id)) === 1;
  });
}

/** Device and key in one; a list of another key goes. No number is ever given twice. */
async function keep({ device, next_sequence }: Introduction, imported: ImportedKey): Promise<Device> {
  const lostBefore = timesLost();
  const record = await inTransaction(
    ["device", "list", "outbox", "settings"],
    "readwrite",
    async (transaction) => {
      const made: DeviceRecord = {
        id: device.id,
        name: device.name,
        kind: device.kind,
        venueId: device.venue_id,
        venueName: device.venue_name,
        nextSequence: Math.max(next_sequence, await nextOwn(transaction, device.id)),
        keyId: imported.id,
      };
      const before = await readDevice(transaction);
      if (before) await noteNumber(transaction, before);
      await noteNumber(transaction, made);
      await transaction.objectStore("device").put(made, "this");
      await transaction.objectStore("device").put(imported, "key");
      await transaction.objectStore("list").clear();
      await forgetVenue(transaction);
      return made;
    },
  );
  rememberDevice(record, imported, lostBefore);
  return record;
}

/** The number after the last one this phone gave as this device, as far as it knows; 1 where it knows of none. */
async function nextOwn(
  transaction: Transaction<"readonly"> | Transaction<"readwrite">,
  deviceId: string,
): Promise<number> {
  const before = await readDevice(transaction);
  const ofDevice = IDBKeyRange.bound([deviceId, 0], [deviceId, Number.MAX_SAFE_INTEGER]);
  const keys = await transaction.objectStore("outbox").getAllKeys(ofDevice);
  const numbering = (await transaction.objectStore("settings").get("numbering")) as Numbering | undefined;
  return Math.max(
    before?.id === deviceId ? before.nextSequence : 1,
    (keys.at(-1)?.[1] ?? 0) + 1,
    numbering?.[deviceId] ?? 1,
  );
}

/** What it remembers also when it is no longer this device. */
async function noteNumber(transaction: Transaction<"readwrite">, device: DeviceRecord): Promise<void> {
  const settings = transaction.objectStore("settings");
  const numbering = (await settings.get("numbering")) as Numbering | undefined;
  const next = Math.max(device.nextSequence, numbering?.[device.id] ?? 1);
  await settings.put({ ...numbering, [device.id]: next }, "numbering");
}

async function forgetVenue(transaction: Transaction<"readwrite">): Promise<void> {
  const settings = transaction.objectStore("settings");
  await Promise.all(OF_VENUE.map((name) => settings.delete(name)));
}

async function readKey(transaction: Transaction<"readonly">): Promise<KeyRecord | null> {
  return ((await transaction.objectStore("device").get("key")) as KeyRecord | undefined) ?? null;
}

async function readDevice(
  transaction: Transaction<"readonly"> | Transaction<"readwrite">,
): Promise<Device | null> {
  return ((await transaction.objectStore("device").get("this")) as DeviceRecord | undefined) ?? null;
}
