import { beforeEach, expect, test, vi } from "vitest";
import { ensureDevice } from "../device/device";
import { FakeRegister } from "../fake-register/fake-register";
import { freshStorage } from "../storage/fresh-storage";
import { drain } from "./drain";
import { waiting } from "./outbox";
import { put } from "./put";
import { downloadRescueFile, rescueFiles } from "./rescue";

const UNDO = { type: "undo", visit_id: "v", reason: "mistake" } as const;
let register: FakeRegister;

beforeEach(async () => {
  freshStorage();
  register = new FakeRegister();
  register.open();
  await ensureDevice(7);
});

test("everything that has not arrived, refused ones too, in the form the register reads", async () => {
  const refused = await put(UNDO);
  register.refusals.set(refused.id, "no");
  await drain();
  const waits = await put(UNDO);
  const [file] = await rescueFiles();
  expect(file).toMatchObject({
    format: "kaikukortti-visits",
    version: 1,
    device: { id: "device-1", last_sequence: 2, waiting: 0, list_made_at: null },
    commands: [refused, waits],
  });
});

test("what was made under different devices goes into different files", async () => {
  await put(UNDO);
  register.device = { ...register.device, id: "device-2", venue_id: 8 };
  await ensureDevice(8);
  await put(UNDO);
  const ids = (await rescueFiles()).map(({ device }) => (device as { id: string }).id);
  expect(ids).toEqual(["device-2", "device-1"]);
});

test("the file is offered for saving, and nothing leaves the phone's outbox by that", async () => {
  await put(UNDO);
  const saved: HTMLAnchorElement[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this);
  });
  await downloadRescueFile();
  expect(saved).toHaveLength(1);
  expect(saved[0]?.download).toMatch(/^kaikukortti-\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d-1\.json$/);
  expect(await waiting()).toHaveLength(1);
});
