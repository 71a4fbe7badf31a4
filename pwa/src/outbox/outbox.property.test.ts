// Thousands of steps of a phone in bad weather. Whatever happens, what was said to be saved arrives exactly once.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeRegister, type Weather } from "../fake-register/fake-register";
import type { Command, RecordDraft } from "../records/command";
import { freshStorage } from "../storage/fresh-storage";

const OPERATIONS = 1_600;
const WEATHERS: Weather[] = ["fine", "fine", "fine", "offline", "reply-lost", "500", "portal", "signed-out"];
const HELD_MS = 20;
const RECORD: RecordDraft = {
  ...{ type: "record", code: "A999123453", kind: "ticket", children: 0, assistants: 0, offer_id: null },
  ...{ group_id: null, repeat_is_meant: false, shown: "valid", list_age_s: null },
};
const UNDO = { type: "undo", visit_id: "v", reason: "mistake" } as const;

interface Tab {
  put: typeof import("./put")["put"];
  putAll: typeof import("./put")["putAll"];
  amend: typeof import("./held")["amend"];
  waiting: typeof import("./outbox")["waiting"];
  drain: typeof import("./drain")["drain"];
}

let register: FakeRegister;
let locks: StubLocks;

/** Locks as browsers have them: those of a tab that died are free again. */
class StubLocks {
  #queue = Promise.resolve<unknown>(null);
  #giveUp = () => undefined as unknown;

  request<T>(_name: string, _options: object, work: () => Promise<T>): Promise<T> {
    const died = new Promise((resolve) => {
      this.#giveUp = () => resolve(null);
    });
    const done = this.#queue.then(work);
    this.#queue = Promise.race([done.catch(() => null), died]);
    return done;
  }

  holderDies(): void {
    this.#giveUp();
  }
}

async function openTab(): Promise<Tab> {
  vi.resetModules();
  const { ensureDevice } = await import("../device/device");
  await ensureDevice(7);
  return {
    ...(await import("./outbox")),
    ...(await import("./put")),
    ...(await import("./held")),
    ...(await import("./drain")),
  };
}

/** Whole numbers below a bound, the same ones every time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

beforeEach(() => {
  freshStorage();
  register = new FakeRegister();
  register.open();
  locks = new StubLocks();
  Object.defineProperty(navigator, "locks", { value: locks, configurable: true });
});

afterEach(() => {
  Object.defineProperty(navigator, "locks", { value: undefined, configurable: true });
  vi.restoreAllMocks();
});

function failNext(method: "put" | "add" | "delete"): void {
  vi.spyOn(IDBObjectStore.prototype, method).mockImplementationOnce(() => {
    throw new DOMException("the phone's storage", "UnknownError");
  });
}

/** The tab is killed while it waits for an answer, which comes, to nobody. */
function dieInTheNextRequest(): Promise<void> {
  const fetching = globalThis.fetch;
  return new Promise((resolve) => {
    vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
      vi.stubGlobal("fetch", fetching);
      await fetching(path, init).catch(() => undefined);
      resolve();
      return await new Promise(() => undefined);
    });
  });
}

test("nothing is lost, doubled or skipped", async () => {
  const random = seeded(20261122);
  const promised: string[] = [];
  const tabs = [await openTab(), await openTab()];
  const tab = () => tabs[random(2)] as Tab;
  const record = async () => {
    const command = await tab()
      .put(UNDO)
      .catch(() => null);
    if (command) promised.push(command.id);
  };
  /** A fast counter's: held for a moment, and changed meanwhile, or too late. */
  const amended = new Map<string, number>();
  const recordFast = async () => {
    const made = await tab()
      .putAll([RECORD], HELD_MS)
      .catch(() => null);
    const id = made?.[0]?.id;
    if (id) promised.push(id);
    if (id) amended.set(id, 0);
  };
  const amendOne = async () => {
    const id = [...amended.keys()].at(-1 - random(2));
    const children = random(5);
    const changed =
      id &&
      (await tab()
        .amend(id, { children }, HELD_MS)
        .catch(() => null));
    if (id && changed) amended.set(id, children);
  };
  const crash = async () => {
    const died = dieInTheNextRequest();
    const victim = random(2);
    await record();
    void tabs[victim]?.drain();
    await died;
    locks.holderDies();
    tabs[victim] = await openTab();
  };
  const steps: (() => unknown)[] = [
    record,
    record,
    record,
    () => Promise.all([record(), record(), record()]),
    () => tab().drain(),
    () => Promise.all(tabs.map(({ drain }) => drain())),
    () => Promise.all([record(), tab().drain(), record()]),
    async () => {
      failNext((["put", "add", "delete"] as const)[random(3)] as "put");
      await Promise.all([record(), tab().drain()]);
      vi.restoreAllMocks();
    },
    () => (random(5) ? record() : crash()),
    recordFast,
    amendOne,
    () => Promise.all([recordFast(), tab().drain()]),
    () => Promise.all([amendOne(), tab().drain(), tab().drain()]),
  ];
  register.weather = (path) =>
    path === "/api/visits" ? (WEATHERS[random(WEATHERS.length)] ?? "fine") : "fine";
  for (let operation = 0; operation < OPERATIONS; operation++) await steps[random(steps.length)]?.();
  register.weather = () => "fine";
  await vi.waitFor(async () => {
    expect((await tab().drain()).problem).toBeNull();
    expect(await tab().waiting()).toEqual([]);
  }, 60_000);
  expect(promised.length).toBeGreaterThan(OPERATIONS / 2);
  expect(new Set(register.kept.keys())).toEqual(new Set(promised));
  // What the phone showed as changed is what arrived.
  const arrived = [...amended].map(([id]) => [id, childrenOf(register.commands.get(id))]);
  expect(arrived).toEqual([...amended]);
  const numbers = [...register.kept.values()].map(({ position }) => Number(position.split("/")[1]));
  expect(numbers.sort((a, b) => a - b)).toEqual(promised.map((_, index) => index + 1));
}, 300_000);

const childrenOf = (command: Command | undefined) => (command?.type === "record" ? command.children : null);
