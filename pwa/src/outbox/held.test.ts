import { beforeEach, expect, test, vi } from "vitest";
import { ensureDevice } from "../device/device";
import { FakeRegister } from "../fake-register/fake-register";
import type { RecordDraft } from "../records/command";
import { freshStorage } from "../storage/fresh-storage";
import { drain } from "./drain";
import { amend, freeAt, untilHeld } from "./held";
import { waiting } from "./outbox";
import { putAll } from "./put";

const LONG_MS = 30_000;
const VISIT: RecordDraft = {
  ...{ type: "record", code: "A999123453", kind: "ticket", children: 0, assistants: 0, offer_id: null },
  ...{ group_id: null, repeat_is_meant: false, shown: "valid", list_age_s: null },
};
let register: FakeRegister;

beforeEach(async () => {
  freshStorage();
  register = new FakeRegister();
  register.open();
  await ensureDevice(7);
});

const childrenThere = () =>
  [...register.commands.values()].map((command) => (command.type === "record" ? command.children : null));

async function hold(): Promise<string> {
  const [command] = await putAll([VISIT], LONG_MS);
  return command?.id ?? "";
}

test("a held visit is not sent, and can be changed until it is", async () => {
  const id = await hold();
  expect((await drain()).problem).toBeNull();
  expect(childrenThere()).toEqual([]);
  expect(await amend(id, { children: 2 }, LONG_MS)).toMatchObject({ id, children: 2 });
  await putAll([VISIT]); // the next card sets it free
  await drain();
  expect(childrenThere()).toEqual([2, 0]);
  expect(await amend(id, { children: 5 }, LONG_MS)).toBeNull();
});

test("nothing overtakes what is held", async () => {
  await putAll([VISIT]);
  await hold();
  const rows = await waiting();
  expect(untilHeld(rows).map(({ sequence }) => sequence)).toEqual([1]);
  expect(freeAt(rows)).toBeGreaterThan(Date.now());
});

test("its time being over, it goes as it is", async () => {
  const now = vi.spyOn(Date, "now");
  const id = await hold();
  now.mockReturnValue(Date.now() + LONG_MS + 1);
  expect(await amend(id, { children: 1 }, LONG_MS)).toBeNull();
  await drain();
  expect(childrenThere()).toEqual([0]);
  now.mockRestore();
});

test("a clock that was set back holds nothing for hours", async () => {
  const now = vi.spyOn(Date, "now");
  await hold();
  now.mockReturnValue(Date.now() - 3_600_000);
  await drain();
  expect(childrenThere()).toEqual([0]);
  now.mockRestore();
});
