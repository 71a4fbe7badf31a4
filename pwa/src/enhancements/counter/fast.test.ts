import { beforeEach, expect, test } from "vitest";
import { ensureDevice } from "../../device/device";
import { FakeRegister } from "../../fake-register/fake-register";
import { waiting } from "../../outbox/outbox";
import type { RecordDraft } from "../../records/command";
import { freshStorage } from "../../storage/fresh-storage";
import { FastRecording } from "./fast";

const VISIT: RecordDraft = {
  ...{ type: "record", code: "A999123453", kind: "ticket", children: 0, assistants: 0, offer_id: null },
  ...{ group_id: null, repeat_is_meant: false, shown: "valid", list_age_s: null },
};

beforeEach(async () => {
  freshStorage();
  new FakeRegister().open();
  await ensureDevice(7);
});

test("two taps at once on a visit that is not held any more leave one visit, with the children of the last", async () => {
  const fast = new FastRecording(0, () => undefined);
  await fast.record(Promise.resolve(VISIT));
  await Promise.all([fast.amend(1), fast.amend(2)]);
  const commands = (await waiting()).map(({ command }) => command);
  const undone = commands.map((one) => (one.type === "undo" ? one.visit_id : ""));
  const standing = commands.filter(({ id, type }) => type === "record" && !undone.includes(id));
  expect(standing.map((one) => (one.type === "record" ? one.children : null))).toEqual([2]);
});
