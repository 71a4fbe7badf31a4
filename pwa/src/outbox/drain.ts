// Empties the outbox, list by list. Needs no page: the service worker does it too.
import { forgetList, storedDevice } from "../device/device";
import type { Device } from "../device/device-record";
import { post, type Told } from "../register-api";
import { alone } from "../storage/alone";
import { StorageError } from "../storage/storage-error";
import type { OutboxRow } from "./command";
import { outboxChanged, waiting } from "./outbox";
import { bodyOf, devicesOf, MOST_IN_LIST, type Parcel, parcelOf } from "./parcel";
import { settle } from "./settle";

export type Problem = "offline" | "signed-out" | "server" | "storage";

export interface Drained {
  problem: Problem | null;
  /** How long the register asked to be left alone. */
  waitMs: number;
}

const ONE_BY_ONE_MS = 10 * 60_000;
const SINGLES_BEFORE_GIVING_UP = 5; // so many failures one after another are the server's, not the commands'
const FINE: Drained = { problem: null, waitMs: 0 };

/** After a list that the server could not take: one of its commands may be poison, which single sending finds. */
let oneByOneUntil = 0;
/** Commands that failed on their own: they go last, so that they stand in nobody's way. */
const suspects = new Set<string>();

/** Tells what stood in the way, if anything did. Never rejects. */
export async function drain(): Promise<Drained> {
  try {
    return await alone("kaikukortti-outbox", drainAll);
  } catch (error) {
    if (!(error instanceof StorageError)) console.error("The outbox could not be sent", error);
    return { problem: "storage", waitMs: 0 };
  }
}

/** A list without commands: the register sees that this phone is there and has nothing waiting. */
export async function tellAlive(): Promise<Drained> {
  const device = await storedDevice();
  if (!device) return FINE;
  const told = await send(await parcelOf(device.id, [], 0, device));
  return told.kind === "answer" ? FINE : troubleOf(told);
}

async function drainAll(): Promise<Drained> {
  const device = await storedDevice();
  let worst = FINE;
  for (const deviceId of devicesOf(await waiting(), device)) {
    const drained = await (isOneByOne() ? sendSingles(deviceId, device) : sendLists(deviceId, device));
    if (drained.problem) worst = drained;
    // A former device of another venue may not be ours to send for; whatever else fails, fails for all.
    if (drained.problem === "offline" || drained.waitMs) break;
  }
  return worst;
}

async function sendLists(deviceId: string, device: Device | null): Promise<Drained> {
  for (;;) {
    const all = await waitingOf(deviceId);
    const rows = all.slice(0, MOST_IN_LIST);
    if (!rows.length) return FINE;
    const told = await send(await parcelOf(deviceId, rows, all.length - rows.length, device));
    if (isPoisoned(told) && rows.length > 1) oneByOneUntil = Date.now() + ONE_BY_ONE_MS;
    if (told.kind !== "answer") return troubleOf(told);
    // An answer that says nothing of any of them would be asked for ever.
    if (!(await settleAnswer(rows, told.body))) return { problem: "server", waitMs: 0 };
  }
}

async function sendSingles(deviceId: string, device: Device | null): Promise<Drained> {
  const rows = suspectsLast(await waitingOf(deviceId));
  let left = rows.length;
  let failures = 0;
  for (const row of rows) {
    if (row.command.type === "undo" && suspects.has(row.command.visit_id)) continue; // its visit goes first
    const told = await send(await parcelOf(deviceId, [row], left - 1, device));
    if (told.kind === "answer" && (await settleAnswer([row], told.body))) {
      suspects.delete(row.command.id);
      left -= 1;
      failures = 0;
      continue;
    }
    if (told.kind !== "answer" && !isPoisoned(told)) return troubleOf(told);
    suspects.add(row.command.id);
    failures += 1;
    if (failures === SINGLES_BEFORE_GIVING_UP) break;
  }
  return left ? { problem: "server", waitMs: 0 } : FINE;
}

async function send(parcel: Parcel): Promise<Told<{ outcomes: unknown }>> {
  const told = await post<{ outcomes: unknown }>("/api/visits", bodyOf(parcel));
  if (told.kind === "signed-out" && told.isRevoked) await forgetList();
  return told;
}

async function settleAnswer(rows: OutboxRow[], body: { outcomes: unknown }): Promise<number> {
  const settled = await settle(rows, body.outcomes);
  if (settled) outboxChanged("taken-out");
  return settled;
}

async function waitingOf(deviceId: string): Promise<OutboxRow[]> {
  return (await waiting()).filter((row) => row.deviceId === deviceId);
}

const isOneByOne = () => Date.now() < oneByOneUntil;

function suspectsLast(rows: OutboxRow[]): OutboxRow[] {
  const isSuspect = (row: OutboxRow) => Number(suspects.has(row.command.id));
  return rows.sort((a, b) => isSuspect(a) - isSuspect(b) || a.sequence - b.sequence);
}

/** Whether it may be the commands that the server could not take, rather than the server or the way to it. */
function isPoisoned(told: Told<unknown>): boolean {
  if (told.kind === "refused-request") return told.status !== 403;
  return told.kind === "unreachable" && told.cause === "server";
}

function troubleOf(told: Exclude<Told<unknown>, { kind: "answer" }>): Drained {
  switch (told.kind) {
    case "signed-out":
      return { problem: "signed-out", waitMs: 0 };
    case "slow-down":
      return { problem: "server", waitMs: told.waitMs };
    case "refused-request":
      // Signed in, but in a role that records nothing, or at another venue.
      return { problem: told.status === 403 ? "signed-out" : "server", waitMs: 0 };
    case "unreachable":
      return { problem: told.cause === "server" ? "server" : "offline", waitMs: 0 };
  }
}
