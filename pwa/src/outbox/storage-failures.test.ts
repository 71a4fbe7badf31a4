// The storage fails at every single one of its operations, in every way. Nothing that was recorded is lost while the page
// is open, nothing is recorded twice, and "everything has been sent" is never said while it is not so.
import { afterEach, expect, test, vi } from "vitest";
import { FakeRegister, type Weather } from "../fake-register/fake-register";
import type { RecordDraft } from "../records/command";
import { closeDatabase } from "../storage/database";
import { FAILURES, FailingStorage, type Failure } from "../storage/failing-storage";
import { freshStorage } from "../storage/fresh-storage";

const VISIT: RecordDraft = {
  type: "record",
  code: "A999123453",
  kind: "ticket",
  children: 0,
  assistants: 0,
  offer_id: null,
  group_id: null,
  repeat_is_meant: false,
  shown: "valid",
  list_age_s: 60,
};

let register: FakeRegister;
let storage: FailingStorage;
const stops: (() => void)[] = [];
let stopPage: () => void = () => undefined;

afterEach(() => {
  stopPage();
  Reflect.deleteProperty(navigator, "locks");
  vi.restoreAllMocks();
});

/** The only page of this phone: those of the tests before hear nothing more. */
class SilentChannel extends EventTarget {
  postMessage(): void {}
}

/** One at a time, as browsers with locks do it: a lease in a storage that fails would have to run out first. */
function oneAtATime(): (name: string, options: object, work: () => Promise<unknown>) => Promise<unknown> {
  let before: Promise<unknown> = Promise.resolve();
  return (_name, _options, work) => {
    before = before.catch(() => undefined).then(work);
    return before;
  };
}

/** A page that has just been loaded, at a phone that is known. */
async function openPage() {
  stopPage();
  vi.resetModules();
  const page = {
    ...(await import("./state")),
    ...(await import("./sync")),
    ...(await import("./outbox")),
    ...(await import("./recording")),
    ...(await import("./rescue")),
    ...(await import("../storage/memory")),
    ...(await import("../storage/repair")),
    ...(await import("../storage/database")),
    ...(await import("../device/device")),
  };
  await page.ensureDevice(7);
  stops.push(page.watchOutbox(() => undefined));
  stopPage = () => {
    page.stopTrying();
    for (const stop of stops.splice(0)) stop();
    page.closeDatabase();
  };
  return page;
}

type Page = Awaited<ReturnType<typeof openPage>>;

class Shift {
  readonly recorded: string[] = [];
  readonly lies: string[] = [];

  constructor(private readonly page: Page) {
    const stop = page.watchOutbox((state) => {
      const unsent = this.recorded.filter((id) => !register.kept.has(id));
      if (page.isAllSent(state) && unsent.length) this.lies.push(`all sent, but not ${unsent}`);
    });
    stops.push(stop);
  }

  async record(count = 1): Promise<void> {
    const { commands, keeper } = await this.page.record(Array.from({ length: count }, () => VISIT));
    for (const { id } of commands) this.recorded.push(id);
    const isThere = commands.every(({ id }) => register.kept.has(id));
    if (keeper === "register" && !isThere) this.lies.push("recorded at the register");
  }

  async undoFirst(): Promise<void> {
    const [visit_id] = this.recorded;
    if (!visit_id) return;
    const { commands } = await this.page.record([{ type: "undo", visit_id, reason: "mistake" }]);
    for (const { id } of commands) this.recorded.push(id);
  }
}

/** What one person does in a minute, offline and online. */
async function work(page: Page, weathers: readonly Weather[]): Promise<Shift> {
  const shift = new Shift(page);
  await vi.waitFor(() => expect(page.outboxState().isCounted).toBe(true));
  storage.failAt(failsAt, failure);
  for (const weather of weathers) {
    register.weather = () => weather;
    await shift.record();
    await shift.record(2);
    await page.sync();
    await shift.undoFirst();
    await shift.record();
  }
  return shift;
}

let failsAt = Number.POSITIVE_INFINITY;
let failure: Failure = "deleted";

async function begin(): Promise<Page> {
  vi.restoreAllMocks();
  vi.spyOn(console, "error").mockReturnValue();
  vi.stubGlobal("BroadcastChannel", SilentChannel);
  Object.defineProperty(navigator, "locks", { value: { request: oneAtATime() }, configurable: true });
  freshStorage();
  register = new FakeRegister();
  register.open();
  storage = new FailingStorage();
  storage.install();
  return await openPage();
}

async function operationsOfAShift(weathers: readonly Weather[]): Promise<number> {
  failsAt = Number.POSITIVE_INFINITY;
  await work(await begin(), weathers);
  return storage.operations;
}

/** The storage works again, and so does the network. */
async function everythingArrives(page: Page, shift: Shift): Promise<void> {
  storage.recover();
  register.weather = () => "fine";
  await vi.waitFor(async () => {
    await page.repair();
    await page.sync();
    expect(await page.waiting()).toEqual([]);
    expect(page.outboxState().storage.kind).not.toBe("fails");
  });
  const missing = shift.recorded.filter((id) => !register.kept.has(id));
  expect({ failure, failsAt, missing, lies: shift.lies }).toEqual({
    failure,
    failsAt,
    missing: [],
    lies: [],
  });
  const positions = [...register.kept.values()].map(({ position }) => position);
  expect({ failure, failsAt, positions: new Set(positions).size }).toEqual({
    failure,
    failsAt,
    positions: positions.length,
  });
  expect(register.kept.size).toBe(shift.recorded.length);
}

const EVERYTHING = Boolean(process.env.EVERY_STEP);
const WEATHERS: readonly (readonly Weather[])[] = [
  ["offline", "fine"],
  ["fine", "reply-lost"],
];
/** Emptied at every step; the other failures, without EVERY_STEP, at every fifth. */
const strideOf = (one: Failure) => (EVERYTHING || one === "deleted" || one === "cleared" ? 1 : 5);

test.each(FAILURES)(
  "whatever is under way when the storage is %s, nothing is lost or doubled",
  async (one) => {
    for (const weathers of EVERYTHING ? WEATHERS : WEATHERS.slice(0, 1)) {
      const operations = await operationsOfAShift(weathers);
      expect(operations).toBeGreaterThan(60);
      for (failsAt = 1, failure = one; failsAt <= operations; failsAt += strideOf(one)) {
        const page = await begin();
        const shift = await work(page, weathers);
        await everythingArrives(page, shift);
      }
    }
    closeDatabase();
  },
  600_000,
);
