// This page and what earlier releases have left or say: a register's answers, and a phone's database.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dayInFinland } from "./clock";
import { rowsOfDay } from "./enhancements/counter/rows";
import { LIST_VERSION } from "./records/card-list";
import type { Command } from "./records/command";
import { freshStorage } from "./storage/fresh-storage";

interface Exchange {
  path: string;
  body: Record<string, unknown> & { commands?: Command[] };
  answer: { status: number; headers: Record<string, string>; json: unknown; base64: string | null };
}

interface Recording {
  release: string;
  exchanges: Record<string, Exchange>;
  "rescue file": { device: { id: string }; commands: Command[] };
  database: { version: number; stores: Record<string, { keyPath: string | string[] | null }> };
}

const FOLDER = join(import.meta.dirname, "..", "..", "tests", "contracts", "releases");
/** A valid personal card with two children, one that has expired, and a community card. */
const CODES = ["A999123453", "A045198723", "A310472655"];
const AROUND = {
  legacyLetters: new Set("A"),
  mostChildrenOfGroup: 30,
  repeatMs: 0,
  fastUndoMs: 0,
  lastHere: async () => null,
  lastUnsentHere: async () => null,
};
const recordings = readdirSync(FOLDER).map(
  (name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Recording,
);

let page: Awaited<ReturnType<typeof newPage>>;

/** Modules of its own: what it learns of clock and list is no business of other tests. */
async function newPage() {
  vi.resetModules();
  return {
    ...(await import("./card-list/card-list")),
    ...(await import("./card-list/refresh")),
    ...(await import("./device/device")),
    ...(await import("./enhancements/counter/verdict")),
    ...(await import("./outbox/drain")),
    ...(await import("./outbox/outbox")),
    ...(await import("./outbox/put")),
    ...(await import("./outbox/rescue")),
    ...(await import("./register-api")),
  };
}

beforeEach(async () => {
  freshStorage();
  vi.useFakeTimers({ toFake: ["Date"] });
  page = await newPage();
});
afterEach(() => vi.useRealTimers());

/** The register of that release, on the day of the recording; a list of commands is answered as it was then. */
function openRegister({ exchanges }: Recording): void {
  const { now } = exchangeOf(exchanges, "record one").answer.json as { now: string };
  vi.setSystemTime(now);
  vi.stubGlobal("fetch", async (path: string, { body }: RequestInit) => {
    const asked = JSON.parse(String(body));
    const found = Object.values(exchanges).find((one) => one.path === path && isLike(one.body, asked));
    if (!found) throw new Error(`Not recorded: ${path} ${body}`);
    return responseOf(found, asked.commands);
  });
}

function exchangeOf(exchanges: Recording["exchanges"], kind: string): Exchange {
  const found = exchanges[kind];
  if (!found) throw new Error(`Not recorded: ${kind}`);
  return found;
}

function isLike(recorded: Exchange["body"], asked: Exchange["body"]): boolean {
  const types = ({ commands }: Exchange["body"]) => commands?.map(({ type }) => type).join();
  const isSameKind = (recorded.since === null) === (asked.since === null) && recorded.code === asked.code;
  return isSameKind && types(recorded) === types(asked);
}

function responseOf({ answer }: Exchange, commands?: Command[]): Response {
  const bytes = answer.base64 === null ? null : Buffer.from(answer.base64, "base64");
  const json = structuredClone(answer.json) as { outcomes?: { id: string }[] };
  // What was made now has other ids than what was made then.
  for (const [index, outcome] of (json?.outcomes ?? []).entries()) outcome.id = commands?.[index]?.id ?? "";
  return new Response(bytes ?? JSON.stringify(json), { status: answer.status, headers: answer.headers });
}

test("there is a recording of the oldest release that is promised", () => {
  expect(recordings.length).toBeGreaterThan(0);
});

test.each(recordings)("this page reads what the register of release $release answers", async (recording) => {
  openRegister(recording);
  expect(await page.ensureDevice(null)).toMatchObject({ kind: "answer", body: { kind: "personal" } });
  const { headers } = exchangeOf(recording.exchanges, "whole list").answer;
  expect((await page.storedKey())?.id).toBe(headers["kaikukortti-key"]);
  const verdicts = await Promise.all(
    CODES.map((code) => page.judgeByRegister(code, "scanner", null, AROUND)),
  );
  expect(verdicts).toMatchObject([
    { body: { tone: "valid", mostChildren: 2 } },
    { body: { tone: "refused", reason: "card_expired" } },
    { body: { tone: "valid", isCommunity: true } },
  ]);
  const day = await page.post<{ visits: []; offers: []; day: string }>("/api/counter/day", {});
  if (day.kind !== "answer") throw new Error(day.kind);
  const rows = rowsOfDay(day.body.visits, { outbox: [], acknowledged: [], offset: 0 });
  expect([rows, day.body.offers]).toEqual([[], []]);
});

const listFormat = (recording: Recording) => listOf(recording).bytes.toString("latin1", 0, 4);
const inOurFormat = recordings.filter((one) => listFormat(one) === `KKL${LIST_VERSION}`);
const inOtherFormats = recordings.filter((one) => listFormat(one) !== `KKL${LIST_VERSION}`);

test("the list of this release is recorded", () => {
  expect(inOurFormat.length).toBeGreaterThan(0);
});

test.each(inOurFormat)(
  "the list of release $release gives verdicts, also after changes to it",
  async (recording) => {
    openRegister(recording);
    await page.ensureDevice(null);
    expect(await page.refreshList()).toMatchObject({ kind: "answer", body: { count: 3 } });
    expect(await page.refreshList(true)).toMatchObject({ kind: "answer" });
    expect(await verdictsToday()).toMatchObject([
      { state: "valid", isCommunity: false, children: 2 },
      { state: "expired" },
      { state: "valid", isCommunity: true },
    ]);
  },
);

test.each(inOtherFormats)(
  "the list of release $release, in a format of its own, is left alone and the one that is here stays",
  async (recording) => {
    const [ours] = inOurFormat as [Recording];
    openRegister(ours);
    await page.ensureDevice(null);
    await page.refreshList();
    const before = await verdictsToday();
    const { bytes, headers } = listOf(recording);
    const underOurKey = { ...headers, "kaikukortti-key": (await page.storedKey())?.id ?? "" };
    vi.stubGlobal("fetch", async () => new Response(bytes, { headers: underOurKey }));
    expect(await page.refreshList()).toEqual({ kind: "unreachable", cause: "broken" });
    expect(await verdictsToday()).toEqual(before);
  },
);

function listOf({ exchanges }: Recording) {
  const { base64, headers } = exchangeOf(exchanges, "whole list").answer;
  return { bytes: Buffer.from(base64 ?? "", "base64"), headers };
}

const verdictsToday = () =>
  Promise.all(CODES.map((code) => page.verdictFromList(code, dayInFinland(Date.now()))));

test.each(recordings)(
  "what the register of release $release says of commands settles them",
  async (recording) => {
    openRegister(recording);
    await page.ensureDevice(null);
    const names = ["record one", "record a group", "undo one"];
    for (const name of names) {
      const commands = exchangeOf(recording.exchanges, name).body.commands ?? [];
      await page.putAll(
        commands.map(({ id: _id, sequence: _sequence, at: _at, ...draft }) => draft as Command),
      );
      expect([name, await page.drain()]).toEqual([name, { problem: null, waitMs: 0 }]);
    }
    expect(await page.waiting()).toEqual([]);
    const today = dayInFinland(Date.now());
    expect((await page.acknowledged(today)).map(({ outcome }) => outcome).sort()).toEqual([
      ...["recorded", "recorded", "recorded", "undone"],
    ]);
  },
);

test.each(recordings)(
  "visits in the database of release $release are found, rescued and sent",
  async (recording) => {
    const { database, "rescue file": unsent } = recording;
    const made = await openDB("kaikukortti", database.version, {
      upgrade(opened) {
        for (const [name, { keyPath }] of Object.entries(database.stores))
          opened.createObjectStore(name, { keyPath });
      },
    });
    const deviceId = unsent.device.id;
    await made.put(
      "device",
      { id: deviceId, name: "", kind: "personal", venueId: 1, venueName: "", nextSequence: 9, keyId: "" },
      "this",
    );
    for (const command of unsent.commands) {
      await made.add("outbox", {
        deviceId,
        sequence: command.sequence,
        command,
        state: "waiting",
        reason: null,
        text: "",
      });
    }
    made.close();
    openRegister(recording);
    expect((await page.storedDevice())?.id).toBe(deviceId);
    expect((await page.waiting()).map(({ command }) => command)).toEqual(unsent.commands);
    expect((await page.rescueFiles())[0]?.commands).toEqual(unsent.commands);
    expect((await page.drain()).problem).toBeNull();
    expect(await page.waiting()).toEqual([]);
  },
);
