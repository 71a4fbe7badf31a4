import { openDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureDevice, storedDevice } from "../device/device";
import { FakeRegister } from "../fake-register/fake-register";
import { drain } from "../outbox/drain";
import { waiting } from "../outbox/outbox";
import { put } from "../outbox/put";
import { rescueFiles } from "../outbox/rescue";
import type { OutboxRow } from "../records/command";
import { closeDatabase } from "./database";
import { freshStorage } from "./fresh-storage";
import { setting } from "./setting";
import { STEPS, type Step } from "./steps";

const KNOWN_STEPS = STEPS.length;
const UNDO = { type: "undo", visit_id: "v", reason: "mistake" } as const;
let register: FakeRegister;

beforeEach(() => {
  freshStorage();
  register = new FakeRegister();
  register.open();
});
afterEach(() => {
  closeDatabase();
  STEPS.length = KNOWN_STEPS;
  vi.restoreAllMocks();
});

/** A page of the next release: its database has one step more. */
function release(step: Step): void {
  closeDatabase();
  STEPS.push(step);
}

/** The database as version 1 left it on phones, written down here and not made by today's code. */
async function openVersion1() {
  const database = await openDB("kaikukortti", 1, {
    upgrade(made) {
      made.createObjectStore("device");
      made.createObjectStore("list");
      made.createObjectStore("outbox", { keyPath: ["deviceId", "sequence"] });
      made.createObjectStore("acknowledged", { keyPath: "id" });
      made.createObjectStore("settings");
    },
  });
  const device = { id: "device-1", name: "Kassa", kind: "counter", venueId: 7, venueName: "Museo" };
  await database.put("device", { ...device, nextSequence: 3, keyId: "00" }, "this");
  for (const sequence of [1, 2]) await database.add("outbox", rowOfVersion1(sequence));
  database.close();
}

function rowOfVersion1(sequence: number): OutboxRow {
  const id = `00000000-0000-7000-8000-00000000000${sequence}`;
  const draft = { type: "record", code: "A999123453", kind: "ticket", children: 1, assistants: 0 } as const;
  const rest = { offer_id: null, group_id: null, repeat_is_meant: false, shown: "valid", list_age_s: 60 };
  const command = { ...draft, ...rest, id, sequence, at: "2026-11-22T10:00:00Z" };
  return { deviceId: "device-1", sequence, command, state: "waiting", reason: null, text: "" };
}

const addNotes: Step = (database) => {
  database.createObjectStore("notes" as never);
};
const indexOutbox: Step = (_database, transaction) => {
  transaction.objectStore("outbox").createIndex("by-state" as never, "state");
};

test("visits of version 1 that wait are there after two upgrades, are rescued, and are sent", async () => {
  await openVersion1();
  release(addNotes);
  expect(await waiting()).toHaveLength(2);
  release(indexOutbox);
  expect((await waiting()).map(({ sequence }) => sequence)).toEqual([1, 2]);
  const [file] = await rescueFiles();
  expect(file?.device).toMatchObject({ id: "device-1", last_sequence: 2 });
  expect(file?.commands).toEqual([rowOfVersion1(1).command, rowOfVersion1(2).command]);
  expect(await drain()).toMatchObject({ problem: null });
  expect([...register.kept.values()].map(({ position }) => position)).toEqual(["device-1/1", "device-1/2"]);
  expect(await waiting()).toEqual([]);
});

test("a phone that missed a release goes through each of its steps, in their order", async () => {
  await openVersion1();
  const steps: string[] = [];
  release((database) => void steps.push(`from ${[...database.objectStoreNames].length} stores`));
  STEPS.push(async (database) => {
    addNotes(database, undefined as never);
    steps.push("notes");
  });
  expect(await waiting()).toHaveLength(2);
  expect(steps).toEqual(["from 5 stores", "notes"]);
});

test("a step that fails leaves the old version, which goes on working when the step is mended", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await openVersion1();
  release(() => {
    throw new RangeError("a mistake of ours");
  });
  await expect(waiting()).rejects.toMatchObject({ reason: "broken" });
  STEPS.pop();
  release(indexOutbox);
  expect(await waiting()).toHaveLength(2);
});

test("a page one release behind changes nothing that a newer one has made, and still rescues what waits", async () => {
  await ensureDevice(7);
  const { id } = await put(UNDO);
  release(addNotes);
  await storedDevice();
  closeDatabase();
  STEPS.pop(); // now as the page of the release before
  await expect(waiting()).rejects.toMatchObject({ reason: "newer" });
  expect((await rescueFiles()).map(({ commands }) => commands)).toEqual([[expect.objectContaining({ id })]]);
  expect((await drain()).problem).toBe("storage-newer");
});

test("to rescue from a phone that has kept nothing makes no database", async () => {
  expect(await rescueFiles()).toEqual([]);
  expect(await indexedDB.databases()).toEqual([]);
  expect(await setting("server-time")).toBeNull();
});
