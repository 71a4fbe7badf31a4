import { beforeEach, expect, test, vi } from "vitest";
import { FakeRegister } from "../fake-register/fake-register";
import { waiting } from "../outbox/outbox";
import { put } from "../outbox/put";
import type { Draft } from "../records/command";
import { inTransaction } from "../storage/database";
import { freshStorage } from "../storage/fresh-storage";
import { keepSetting, setting } from "../storage/setting";
import { ensureDevice, forgetDevice, forgetList, renewKey, storedDevice, storedKey } from "./device";

const VENUE = 7;
const UNDO: Draft = { type: "undo", visit_id: "v", reason: "mistake" };
let register: FakeRegister;

beforeEach(() => {
  freshStorage();
  register = new FakeRegister();
  register.open();
});

async function introduced() {
  const reply = await ensureDevice(VENUE);
  if (reply.kind !== "answer") throw new Error(reply.kind);
  return reply.body;
}

test("a phone introduces itself once, and is known from then on, also without a network", async () => {
  const device = await introduced();
  expect(device).toMatchObject({ id: "device-1", kind: "counter", venueId: VENUE, nextSequence: 1 });
  register.weather = () => "offline";
  expect(await introduced()).toEqual(device);
  expect(register.asked).toHaveLength(1);
});

test("the key can be used but never read", async () => {
  await introduced();
  const key = (await storedKey())?.key as CryptoKey;
  expect(key.extractable).toBe(false);
  expect(key.usages).toEqual(["sign"]);
});

test("two tabs that open at once introduce the phone once", async () => {
  await Promise.all([ensureDevice(VENUE), ensureDevice(VENUE)]);
  expect(register.asked).toHaveLength(1);
});

test("at another venue the phone is another device; what waits stays under the former one", async () => {
  await introduced();
  await put(UNDO);
  register.device = { ...register.device, id: "device-2", venue_id: 8 };
  const reply = await ensureDevice(8);
  expect(reply).toMatchObject({ kind: "answer", body: { id: "device-2", nextSequence: 1 } });
  await put(UNDO);
  const positions = (await waiting()).map(({ deviceId, sequence }) => `${deviceId}/${sequence}`);
  expect(positions).toEqual(["device-1/1", "device-2/1"]);
});

test("no number is given twice, whatever the register remembers", async () => {
  await introduced();
  for (let made = 0; made < 3; made++) await put(UNDO);
  await forgetList();
  expect((await introduced()).nextSequence).toBe(4);
  await forgetDevice();
  expect((await introduced()).nextSequence).toBe(4); // known by the row that still waits
  register.nextSequence = 20;
  await forgetDevice();
  expect((await introduced()).nextSequence).toBe(20);
});

test("signing out forgets who the phone was, but nothing that waits", async () => {
  await introduced();
  await put(UNDO);
  await keepSetting("counter-offers", []);
  await keepSetting("counter-day", { day: "2026-11-22", visits: [] });
  await forgetDevice();
  expect([await storedDevice(), await storedKey()]).toEqual([null, null]);
  expect([await setting("counter-offers"), await setting("counter-day")]).toEqual([null, null]);
  expect(await waiting()).toHaveLength(1);
});

test("a revoked phone loses its key, keeps what it recorded, and can still record", async () => {
  await introduced();
  register.weather = () => "revoked";
  await forgetList();
  expect(await ensureDevice(VENUE)).toEqual({ kind: "signed-out", isRevoked: true });
  expect(await storedKey()).toBeNull();
  await put(UNDO);
  expect(await waiting()).toHaveLength(1);
});

test("a key that another page has made void is renewed once", async () => {
  const device = await introduced();
  register.key = new Uint8Array(32).fill(2);
  await Promise.all([renewKey(device.keyId), renewKey(device.keyId)]);
  expect((await storedKey())?.id).not.toBe(device.keyId);
  expect(register.asked).toHaveLength(2);
});

test.each([
  ["numbers", { nextSequence: 6 }],
  ["its work", { workedBefore: true }],
])("a phone of which the register knows %s and its storage nothing has been emptied", async (_, known) => {
  Object.assign(register, known);
  const device = await introduced();
  expect(device).toMatchObject({ id: "device-1-anew", nextSequence: 1 });
  expect(register.emptied).toEqual(["device-1"]);
  expect(await setting("emptied")).not.toBeNull();
  await forgetList();
  expect((await introduced()).id).toBe("device-1-anew"); // once
});

test("a phone whose answer was lost says again that it was emptied", async () => {
  register.nextSequence = 6;
  let asked = 0;
  register.weather = () => (++asked === 2 ? "offline" : "fine");
  expect((await ensureDevice(VENUE)).kind).toBe("unreachable");
  expect(await setting("emptied")).not.toBeNull();
  expect((await introduced()).id).toBe("device-1-anew");
});

test("who signs out and in again has not lost anything", async () => {
  await introduced();
  await put(UNDO);
  await forgetDevice();
  register.workedBefore = true;
  expect(await introduced()).toMatchObject({ id: "device-1", nextSequence: 2 });
  expect([register.emptied, await setting("emptied")]).toEqual([[], null]);
});

test("a database of an earlier release is not taken for an emptied one", async () => {
  await inTransaction(["settings"], "readwrite", async (transaction) => {
    await transaction.objectStore("settings").clear();
  });
  register.nextSequence = 6;
  expect(await introduced()).toMatchObject({ id: "device-1", nextSequence: 6 });
  expect(register.emptied).toEqual([]);
});

test("without storage that is said, and nothing is asked of the register's answer", async () => {
  vi.stubGlobal("indexedDB", undefined);
  await expect(ensureDevice(VENUE)).rejects.toMatchObject({ reason: "unavailable" });
});
