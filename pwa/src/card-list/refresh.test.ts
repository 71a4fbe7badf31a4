import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureDevice, forgetDevice, storedKey } from "../device/device";
import { FakeRegister } from "../fake-register/fake-register";
import { freshStorage } from "../storage/fresh-storage";
import { listState, verdictFromList } from "./card-list";
import { keepListFresh, refreshList } from "./refresh";

const CODE = "A999123453";
const OTHER = "A045198723";
const VALID = 9000 * 1024;
const TODAY = "2026-11-22";
let register: FakeRegister;

beforeEach(async () => {
  freshStorage();
  register = new FakeRegister();
  register.open();
  register.cards.set(CODE, VALID);
  await forgetDevice();
  await ensureDevice(7);
});

afterEach(() => {
  vi.useRealTimers();
});

const stateOf = async (code: string) => (await verdictFromList(code, TODAY)).state;
const lists = () => register.asked.filter(({ path }) => path === "/api/device/list").map(({ body }) => body);

test("first the whole list, then what has changed since", async () => {
  register.made = { cursor: 41 };
  await refreshList();
  register.made = { isFull: false, cursor: 42 };
  register.cards = new Map([[OTHER, VALID]]);
  expect(await refreshList()).toMatchObject({ kind: "answer", body: { count: 2 } });
  expect([await stateOf(CODE), await stateOf(OTHER)]).toEqual(["valid", "valid"]);
  await refreshList(true);
  expect(lists()).toEqual([
    { since: null, check: false, version: 3 },
    { since: 41, check: false, version: 3 },
    { since: 42, check: true, version: 3 },
  ]);
});

test("a list that does not add up is fetched anew, and the new one kept as it is", async () => {
  await refreshList();
  register.made = { isFull: false, whole: { count: 5, sum: 1 } };
  const answering = vi.spyOn(register, "now").mockImplementation(() => {
    if (lists().at(-1)?.since === null) register.made = { isFull: true, whole: { count: 5, sum: 1 } };
    return Date.now();
  });
  expect(await refreshList(true)).toMatchObject({ kind: "answer", body: { count: 1 } });
  expect(lists().map(({ since }) => since)).toEqual([null, 1, null]);
  expect(answering).toHaveBeenCalled();
});

test("a list that has grown too full for its seals is fetched anew", async () => {
  await refreshList();
  const grown = Array.from({ length: 1024 }, (_, card) => [`K${card}`, VALID] as const);
  register.cards = new Map(grown);
  vi.spyOn(register, "now").mockImplementation(() => {
    register.made = { isFull: lists().at(-1)?.since === null };
    return Date.now();
  });
  expect(await refreshList()).toMatchObject({ kind: "answer", body: { count: 1024 } });
  expect(lists().map(({ since }) => since)).toEqual([null, 1, null]);
  expect(await stateOf("K7")).toBe("valid");
});

test("changes without a list to lay them over are not a list", async () => {
  register.made = { isFull: false };
  expect(await refreshList()).toEqual({ kind: "unreachable", cause: "broken" });
  expect(await listState()).toBeNull();
});

test("a list sealed with another phone's key is never kept: this phone gets a key of its own", async () => {
  await refreshList();
  const before = (await storedKey())?.id;
  register.key = new Uint8Array(32).fill(9);
  expect(await refreshList()).toMatchObject({ kind: "answer" });
  expect((await storedKey())?.id).not.toBe(before);
  expect(await stateOf(CODE)).toBe("valid");
});

test("a phone whose cookie the register no longer knows introduces itself anew", async () => {
  register.knowsDevice = false;
  expect(await refreshList()).toMatchObject({ kind: "answer" });
  expect(await stateOf(CODE)).toBe("valid");
});

test.each(["offline", "portal", "500", "signed-out"] as const)(
  "in the weather %s the list stays",
  async (weather) => {
    await refreshList();
    register.weather = () => weather;
    expect((await refreshList()).kind).not.toBe("answer");
    expect(await stateOf(CODE)).toBe("valid");
  },
);

test("a revoked phone loses its list", async () => {
  await refreshList();
  register.weather = () => "revoked";
  expect(await refreshList()).toEqual({ kind: "signed-out", isRevoked: true });
  expect(await stateOf(CODE)).toBe("no-list");
});

test("a list that arrives after the phone was given another key is not kept", async () => {
  register.now = () => {
    register.now = () => Date.now();
    register.key = new Uint8Array(32).fill(3);
    return Date.now();
  };
  register.namesKey = false;
  const first = refreshList();
  await forgetDevice();
  await first;
  expect(await listState()).toBeNull();
});

test("while the page is seen the list is asked for each minute, and checked at first and each hour", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  const onReply = vi.fn();
  const stop = keepListFresh(onReply);
  for (let minute = 0; minute < 61; minute++) {
    await vi.waitFor(() => expect(onReply).toHaveBeenCalledTimes(minute + 1), { interval: 1 });
    await vi.advanceTimersByTimeAsync(60_000);
  }
  await vi.waitFor(() => expect(onReply).toHaveBeenCalledTimes(62));
  stop();
  const checks = lists().flatMap(({ check }, minute) => (check ? [minute] : []));
  expect(checks).toEqual([0, 60]);
});

test("a page that is not seen asks for nothing", async () => {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  const stop = keepListFresh();
  await new Promise((resolve) => setTimeout(resolve, 20));
  stop();
  vi.restoreAllMocks();
  expect(lists()).toEqual([]);
});
