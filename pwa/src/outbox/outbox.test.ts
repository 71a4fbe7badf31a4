import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureDevice, forgetDevice, storedDevice } from "../device/device";
import { FakeRegister } from "../fake-register/fake-register";
import type { Draft, RecordDraft } from "../records/command";
import { freshStorage } from "../storage/fresh-storage";
import { drain } from "./drain";
import { acknowledged, dismiss, NoDeviceError, needsAttention, waiting } from "./outbox";
import { put, putAll } from "./put";

const NOW = Date.UTC(2026, 10, 22, 10);
const RECORD: RecordDraft = {
  type: "record",
  code: "A999123453",
  kind: "ticket",
  children: 2,
  assistants: 0,
  offer_id: null,
  group_id: null,
  repeat_is_meant: false,
  shown: "valid",
  list_age_s: 60,
};
let register: FakeRegister;

beforeEach(async () => {
  freshStorage();
  register = new FakeRegister();
  register.open();
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  await ensureDevice(7);
});

afterEach(() => vi.restoreAllMocks());

const sequences = async () => (await waiting()).map(({ sequence }) => sequence);

test("a command gets its number, and is there when put resolves", async () => {
  const command = await put(RECORD);
  expect(command).toMatchObject({ ...RECORD, sequence: 1 });
  expect(await waiting()).toEqual([
    { deviceId: "device-1", sequence: 1, command, state: "waiting", reason: null, text: "" },
  ]);
});

test("twenty taps at once, in two tabs or one, get twenty numbers", async () => {
  await Promise.all(Array.from({ length: 20 }, () => put(RECORD)));
  expect(await sequences()).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test("a command that could not be written uses up no number", async () => {
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementationOnce(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await expect(put(RECORD)).rejects.toMatchObject({ reason: "quota" });
  expect(await sequences()).toEqual([]);
  expect((await storedDevice())?.nextSequence).toBe(1);
  await put(RECORD);
  expect(await sequences()).toEqual([1]);
});

test("a group is saved whole or not at all, also when its last card finds the phone full", async () => {
  const add = IDBObjectStore.prototype.add;
  const full = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (
    this: IDBObjectStore,
    row,
  ) {
    if (row.sequence === 3) throw new DOMException("full", "QuotaExceededError");
    return add.call(this, row);
  });
  await expect(putAll([RECORD, RECORD, RECORD])).rejects.toMatchObject({ reason: "quota" });
  expect([await sequences(), (await storedDevice())?.nextSequence]).toEqual([[], 1]);
  full.mockRestore();
  await putAll([RECORD, RECORD, RECORD]);
  expect(await sequences()).toEqual([1, 2, 3]);
});

test("the transaction is strict: what is said to be saved is on the disk", async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
  await put(RECORD);
  expect(transaction).toHaveBeenCalledWith(["device", "outbox"], "readwrite", { durability: "strict" });
});

test("without storage, or before the phone was introduced, nothing is said to be saved", async () => {
  await forgetDevice();
  await expect(put(RECORD)).rejects.toBeInstanceOf(NoDeviceError);
  freshStorage();
  vi.stubGlobal("indexedDB", undefined);
  await expect(put(RECORD)).rejects.toMatchObject({ reason: "unavailable" });
});

test("a refused command stays until a person has read why; one that waits cannot be dismissed", async () => {
  const refused = await put(RECORD);
  register.refusals.set(refused.id, "unknown_code");
  await drain();
  const [row] = await needsAttention();
  expect(row).toMatchObject({ state: "needs-attention", reason: "unknown_code", text: "No" });
  const waits = await put(RECORD as Draft);
  await dismiss(waits.id);
  await dismiss(refused.id);
  expect([await needsAttention(), await sequences()]).toEqual([[], [2]]);
});

test("what was acknowledged is listed for its day, and cleared after it", async () => {
  const { id } = await put(RECORD);
  await drain();
  expect(await acknowledged("2026-11-22")).toMatchObject([{ id, outcome: "recorded", day: "2026-11-22" }]);
  expect(await acknowledged("2026-11-23")).toEqual([]);
  vi.spyOn(Date, "now").mockReturnValue(NOW + 86_400_000);
  await put(RECORD);
  await drain();
  expect(await acknowledged("2026-11-22")).toEqual([]);
});
