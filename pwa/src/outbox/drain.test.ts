import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureDevice, forgetDevice } from "../device/device";
import { FakeRegister } from "../fake-register/fake-register";
import type { Draft, RecordDraft } from "../records/command";
import { freshStorage } from "../storage/fresh-storage";
import { acknowledged, needsAttention, waiting } from "./outbox";
import { put } from "./put";

const UNDO: Draft = { type: "undo", visit_id: "v", reason: "mistake" };
const MINUTE = 60_000;
let register: FakeRegister;
let drain: typeof import("./drain")["drain"];

beforeEach(async () => {
  freshStorage();
  register = new FakeRegister();
  register.open();
  await ensureDevice(7);
  vi.resetModules();
  const page = await import("./drain");
  drain = page.drain;
});

afterEach(() => vi.restoreAllMocks());

async function putMany(count: number): Promise<string[]> {
  const commands = [];
  for (let made = 0; made < count; made++) commands.push(await put(UNDO));
  return commands.map(({ id }) => id);
}

const posts = () => register.asked.filter(({ path }) => path === "/api/visits").map(({ body }) => body);
const sizes = () => posts().map(({ commands }) => (commands as object[]).length);

test("what waits goes in lists of two hundred, oldest first, with what the phone says of itself", async () => {
  await putMany(450);
  expect(await drain()).toEqual({ problem: null, waitMs: 0 });
  expect(sizes()).toEqual([200, 200, 50]);
  expect(posts()[1]).toMatchObject({ device: { id: "device-1", last_sequence: 450, waiting: 50 } });
  expect(await waiting()).toEqual([]);
  expect([...register.kept.values()].map(({ position }) => position)[200]).toBe("device-1/201");
});

test.each([
  ["offline", "offline"],
  ["portal", "offline"],
  ["dropped", "offline"],
  ["emptied", "server"],
  ["of-others", "server"],
  ["500", "server"],
  ["signed-out", "signed-out"],
  ["revoked", "signed-out"],
  ["reply-lost", "offline"],
] as const)("in the weather %s everything stays and the problem is %s", async (weather, problem) => {
  const ids = await putMany(2);
  register.weather = () => weather;
  expect((await drain()).problem).toBe(problem);
  expect((await waiting()).map(({ command }) => command.id)).toEqual(ids);
});

test("a reply that was lost is asked for again, and counts once", async () => {
  const [id] = await putMany(1);
  register.weather = () => "reply-lost";
  await drain();
  register.weather = () => "fine";
  await drain();
  expect(await waiting()).toEqual([]);
  expect(register.kept.size).toBe(1);
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Helsinki" }).format();
  expect(await acknowledged(today)).toMatchObject([{ id, outcome: "already_recorded" }]);
});

test("one poisoned command holds up nobody else for long", async () => {
  const ids = await putMany(8);
  for (const poisoned of ids.slice(0, 6)) register.poison.add(poisoned);
  await drain();
  await drain();
  await drain();
  expect((await waiting()).map(({ command }) => command.id)).toEqual(ids.slice(0, 6));
  register.poison.clear();
  await drain();
  await drain();
  expect(await waiting()).toEqual([]);
});

test("after a while lists are tried again", async () => {
  await putMany(3);
  register.weather = () => "500";
  await drain();
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + 11 * MINUTE);
  register.weather = () => "fine";
  await drain();
  expect(sizes()).toEqual([3]);
});

test("an undo does not overtake the visit it undoes", async () => {
  const [visit] = await putMany(1);
  const undo = await put({ ...UNDO, visit_id: visit as string });
  register.poison.add(visit as string);
  await drain();
  await drain();
  expect(register.kept.has(undo.id)).toBe(false);
});

test("what a former device left is sent under its own name, this one's first", async () => {
  await putMany(2);
  register.device = { ...register.device, id: "device-2", venue_id: 8 };
  await ensureDevice(8);
  await putMany(1);
  await drain();
  const positions = [...register.kept.values()].map(({ position }) => position);
  expect(positions).toEqual(["device-2/1", "device-1/1", "device-1/2"]);
  expect(posts()[1]).toMatchObject({ device: { id: "device-1", last_sequence: 2, waiting: 0 } });
});

test("a former device can send without a present one", async () => {
  await putMany(1);
  await forgetDevice();
  await drain();
  expect(await waiting()).toEqual([]);
});

test("answers about others and missing answers leave a row where it is", async () => {
  await putMany(1);
  const answers = [{ id: "someone-else", outcome: "recorded" }, null, 5, { id: 7 }];
  for (const outcomes of [answers, [], "recorded", undefined, null]) {
    const body = JSON.stringify({ outcomes });
    const headers = { "Content-Type": "application/json" };
    vi.stubGlobal("fetch", async () => new Response(body, { headers }));
    expect((await drain()).problem).toBe("server");
  }
  expect(await waiting()).toHaveLength(1);
});

test("an outcome of a later release breaks no list: its visit waits for a page that knows it", async () => {
  const [, strange] = await putMany(3);
  register.outcomes.set(strange as string, "recorded_for_an_agent");
  expect(await drain()).toEqual({ problem: "unknown-answer", waitMs: 0 });
  expect((await waiting()).map(({ command }) => command.id)).toEqual([strange]);
  register.outcomes.clear(); // a newer page, or the register answers in words that this one knows
  expect((await drain()).problem).toBeNull();
  expect([await waiting(), register.kept.get(strange as string)?.times]).toEqual([[], 1]);
});

test("a reason of a later release is kept with its sentence like any other", async () => {
  const [refused] = await putMany(2);
  register.refusals.set(refused as string, "agent_not_appointed");
  expect((await drain()).problem).toBeNull();
  expect(await needsAttention()).toMatchObject([{ reason: "agent_not_appointed", text: "No" }]);
});

test("a refusal leaves the neighbours alone", async () => {
  const [refused] = await putMany(3);
  register.refusals.set(refused as string, "not_one_adult");
  expect((await drain()).problem).toBeNull();
  expect(await needsAttention()).toMatchObject([{ command: { id: refused }, reason: "not_one_adult" }]);
  expect(await waiting()).toEqual([]);
});

test("asked to slow down, it says for how long", async () => {
  await putMany(1);
  const headers = { "Retry-After": "9" };
  vi.stubGlobal("fetch", async () => new Response("{}", { status: 429, headers }));
  expect(await drain()).toEqual({ problem: "server", waitMs: 9000 });
});

const LATER_MS = 600_000;
const VISIT: RecordDraft = {
  ...{ type: "record", code: "A999123453", kind: "ticket", children: 0, assistants: 0, offer_id: null },
  ...{ group_id: null, repeat_is_meant: false, shown: "valid", list_age_s: null },
};

test("what the register takes in later waits by itself, with its undo, and all else goes on", async () => {
  const [first, second] = [await put(VISIT), await put(VISIT)];
  const undo = await put({ ...UNDO, visit_id: second.id });
  register.later.add(second.id);
  expect(await drain()).toEqual({ problem: "held-back", waitMs: 0 });
  const [third] = await putMany(1);
  expect(await drain()).toEqual({ problem: "held-back", waitMs: 0 });
  expect(posts().map(({ commands }) => (commands as { id: string }[]).map(({ id }) => id))).toEqual([
    [first.id, second.id, undo.id],
    [third],
  ]);
  expect(posts()[1]).toMatchObject({ device: { waiting: 2 } });
  register.later.clear();
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + LATER_MS);
  expect((await drain()).problem).toBeNull();
  expect([...register.kept.keys()].sort()).toEqual([first.id, second.id, undo.id, third].sort());
});

test("a whole list that comes later stands in nobody's way, however it was sent", async () => {
  const ids = await putMany(2);
  for (const id of ids) register.later.add(id);
  expect((await drain()).problem).toBe("held-back");
  const [next] = await putMany(1);
  expect((await drain()).problem).toBe("held-back");
  expect([...register.kept.keys()]).toEqual([next]);
  expect((await waiting()).map(({ command }) => command.id)).toEqual(ids);
});

test("sent one by one, what comes later stands in nobody's way either", async () => {
  const ids = await putMany(3);
  register.poison.add(ids[2] as string);
  await drain(); // one by one from now on
  register.poison.clear();
  for (const id of ids.slice(0, 2)) register.later.add(id);
  expect((await drain()).problem).toBe("held-back");
  expect([...register.kept.keys()]).toEqual([ids[2]]);
  expect((await drain()).problem).toBe("held-back");
  expect(posts()).toHaveLength(4); // nothing is asked again before its time
});

test("storage that fails in the middle is reported, and nothing is lost", async () => {
  await putMany(1);
  vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementationOnce(() => {
    throw new DOMException("no", "UnknownError");
  });
  expect((await drain()).problem).toBe("storage-broken");
  await drain();
  expect(await waiting()).toEqual([]);
  expect(register.kept.size).toBe(1);
});
