// Empties the outbox, list by list. Needs no page: the service worker does it too.
import { forgetList, storedDevice } from "../device/device";
import { unhandled } from "../exhaustive";
import type { OutboxRow } from "../records/command";
import type { Device } from "../records/device";
import type { Problem } from "../records/problem";
import { post, type Reply } from "../register-api";
import { alone } from "../storage/alone";
import { StorageError } from "../storage/storage-error";
import { untilHeld } from "./held";
import { holdBack, isHeldBack } from "./held-back";
import { outboxChanged, waiting } from "./outbox";
import { type Settled, settle } from "./settle";
import { bodyOf, devicesOf, MOST_IN_LIST, type VisitsRequest, visitsRequest } from "./visits-request";

export interface Drained {
  problem: Problem | null;
  /** How long the register asked to be left alone. */
  waitMs: number;
}

const ONE_BY_ONE_MS = 10 * 60_000;
const SINGLES_BEFORE_GIVING_UP = 5; // so many failures one after another are the server's, not the commands'
const FINE: Drained = { problem: null, waitMs: 0 };
const SERVER: Drained = { problem: "server", waitMs: 0 };
const HELD_BACK: Drained = { problem: "held-back", waitMs: 0 };

/** After a list that the server could not process: one of its commands may be poison, which single sending finds. */
let oneByOneUntil = 0;
/** Commands that failed on their own: they go last, so that they stand in nobody's way. */
const suspects = new Set<string>();

/** Says what stood in the way, if anything did. Never rejects. */
export async function drain(): Promise<Drained> {
  try {
    return await alone("kaikukortti-outbox", drainAll);
  } catch (error) {
    return storageProblem(error);
  }
}

/** What failed on this phone itself. */
export function storageProblem(error: unknown): Drained {
  if (error instanceof StorageError) return { problem: `storage-${error.reason}`, waitMs: 0 };
  console.error("The outbox could not be sent", error);
  return { problem: "storage-broken", waitMs: 0 };
}

/** A list without commands: the register sees that this phone is there and has nothing waiting. */
export async function sendSignOfLife(): Promise<Drained> {
  const device = await storedDevice();
  if (!device) return FINE;
  const reply = await send(await visitsRequest(device.id, [], 0, device));
  return reply.kind === "answer" ? FINE : problemOf(reply);
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
    const { all, later } = await waitingOf(deviceId);
    const rows = all.slice(0, MOST_IN_LIST);
    if (!rows.length) return later ? HELD_BACK : FINE;
    const reply = await send(await visitsRequest(deviceId, rows, all.length + later - rows.length, device));
    if (isTakenLater(reply)) {
      holdBack(idsOf(rows), reply.waitMs);
      continue; // the register has named none of them: what comes after may be about cards it takes in now
    }
    if (isPoisoned(reply) && rows.length > 1) oneByOneUntil = Date.now() + ONE_BY_ONE_MS;
    if (reply.kind !== "answer") return problemOf(reply);
    const settled = await settleAnswer(rows, reply.body);
    // An answer that settles none of them would be asked for ever.
    if (!settled.answered) return unsettled(settled);
  }
}

async function sendSingles(deviceId: string, device: Device | null): Promise<Drained> {
  const { all, later } = await waitingOf(deviceId);
  const rows = suspectsLast(all);
  let left = rows.length;
  let failures = 0;
  let result = FINE;
  for (const row of rows) {
    if (row.command.type === "undo" && suspects.has(row.command.visit_id)) continue; // its visit goes first
    if (isHeldBack(row)) continue; // an undo, whose visit the register has just put off
    const reply = await send(await visitsRequest(deviceId, [row], left + later - 1, device));
    if (isTakenLater(reply)) {
      holdBack(idsOf([row]), reply.waitMs);
      continue;
    }
    const settled = reply.kind === "answer" ? await settleAnswer([row], reply.body) : null;
    if (settled?.answered) {
      suspects.delete(row.command.id);
      left -= 1;
      failures = 0;
      continue;
    }
    if (reply.kind !== "answer" && !isPoisoned(reply)) return problemOf(reply);
    result = settled ? unsettled(settled) : SERVER;
    suspects.add(row.command.id);
    failures += 1;
    if (failures === SINGLES_BEFORE_GIVING_UP) break;
  }
  if (!left && !later) return FINE;
  if (result.problem) return result;
  return later || rows.some(isHeldBack) ? HELD_BACK : SERVER;
}

const unsettled = ({ unknown }: Settled): Drained =>
  unknown ? { problem: "unknown-answer", waitMs: 0 } : SERVER;

interface Answer {
  outcomes: unknown;
  held_back?: unknown;
  retry_after?: unknown;
}

async function send(request: VisitsRequest): Promise<Reply<Answer>> {
  const reply = await post<Answer>("/api/visits", bodyOf(request));
  if (reply.kind === "signed-out" && reply.isRevoked) await forgetList();
  if (reply.kind === "answer" && Array.isArray(reply.body.held_back)) {
    holdBack(reply.body.held_back, Number(reply.body.retry_after) * 1000);
  }
  return reply;
}

/** Whether all that was sent is to come again later; any other request to slow down is about the whole phone. */
function isTakenLater<T>(reply: Reply<T>): reply is Extract<Reply<T>, { kind: "slow-down" }> {
  return reply.kind === "slow-down" && reply.code === "tries_held_up";
}

const idsOf = (rows: readonly OutboxRow[]) => rows.map(({ command }) => command.id);

async function settleAnswer(rows: OutboxRow[], body: Answer): Promise<Settled> {
  const settled = await settle(rows, body.outcomes);
  if (settled.answered) outboxChanged({ kind: "removed", counts: settled.counts });
  return settled;
}

/** In their order: what is held holds up what came after it, for a few seconds; what is taken in later does not. */
async function waitingOf(deviceId: string): Promise<{ all: OutboxRow[]; later: number }> {
  const rows = untilHeld((await waiting()).filter((row) => row.deviceId === deviceId));
  const all = rows.filter((row) => !isHeldBack(row));
  return { all, later: rows.length - all.length };
}

const isOneByOne = () => Date.now() < oneByOneUntil;

function suspectsLast(rows: OutboxRow[]): OutboxRow[] {
  const isSuspect = (row: OutboxRow) => Number(suspects.has(row.command.id));
  return rows.sort((a, b) => isSuspect(a) - isSuspect(b) || a.sequence - b.sequence);
}

/** Whether it may be the commands that the server could not process, rather than the server or the way to it. */
function isPoisoned(reply: Reply<unknown>): boolean {
  if (reply.kind === "refused-request") return reply.status !== 403;
  return reply.kind === "unreachable" && reply.cause === "server";
}

function problemOf(reply: Exclude<Reply<unknown>, { kind: "answer" }>): Drained {
  switch (reply.kind) {
    case "signed-out":
      return { problem: "signed-out", waitMs: 0 };
    case "slow-down":
      return { problem: "server", waitMs: reply.waitMs };
    case "refused-request":
      // Signed in, but in a role that records nothing, or at another venue.
      return { problem: reply.status === 403 ? "signed-out" : "server", waitMs: 0 };
    case "unreachable":
      return { problem: reply.cause === "server" ? "server" : "offline", waitMs: 0 };
    default:
      return unhandled(reply);
  }
}
