// Keeps the sealed list up to date: changes only, and a whole one when what is here does not add up.
import { noteServerTime } from "../clock";
import { forgetList, renewKey } from "../device/device";
import { LIST_VERSION, type ListRecord } from "../records/card-list";
import { postForBytes, type Reply, unreachable } from "../register-api";
import { alone } from "../storage/alone";
import { StorageError } from "../storage/storage-error";
import { heldKey, heldList, keepList } from "./held-list";
import { merge, scaleRecords, tally } from "./merge";
import { type ListAnswer, parseList } from "./parse";
import { isCrowded } from "./seal";

const PATH = "/api/device/list";
/** Names the key the register sealed the answer with: a sign that this phone's cookie is another device's now. */
const KEY_HEADER = "Kaikukortti-Key";
/** The register does not know this phone's cookie as a device of this venue. */
const NO_DEVICE = "no_device";

export interface Refreshed {
  madeAt: number;
  count: number;
}

/** Asks for what has changed. `check`: also for what the whole must add up to. */
export async function refreshList(check = false): Promise<Reply<Refreshed>> {
  return await alone("kaikukortti-list", async () => {
    const reply = await refreshOnce(check, await heldList());
    if (reply !== "start-afresh") return reply;
    const again = await refreshOnce(false, null);
    return again === "start-afresh" ? unreachable("broken") : again;
  });
}

type Step = Reply<Refreshed> | "start-afresh";

async function refreshOnce(check: boolean, list: ListRecord | null): Promise<Step> {
  const keyId = (await heldKey())?.id;
  if (!keyId) return unreachable("broken"); // no device yet: whoever shows the counter asks for one first
  const base = list?.keyId === keyId ? list : null;
  const reply = await postForBytes(PATH, { since: base?.cursor ?? null, check, version: LIST_VERSION });
  if (reply.kind === "signed-out" && reply.isRevoked) await forgetList();
  if (reply.kind === "refused-request" && reply.code === NO_DEVICE) return await withNewKey(keyId);
  if (reply.kind !== "answer") return reply;
  const sealedWith = reply.body.headers.get(KEY_HEADER);
  if (sealedWith && sealedWith !== keyId) return await withNewKey(keyId);
  const answer = await parseList(reply.body.bytes);
  if (!answer) return unreachable("broken");
  await noteServerTime(answer.madeAt);
  return await keepAnswer(answer, base, keyId);
}

async function keepAnswer(answer: ListAnswer, base: ListRecord | null, keyId: string): Promise<Step> {
  const { madeAt, cursor, oldestDay } = answer;
  if (!answer.isFull && !base) return "start-afresh";
  const { bytes, span } =
    answer.isFull || !base ? { ...answer, bytes: answer.records } : laidOver(base, answer);
  const { count, sum } = tally(bytes);
  const { whole } = answer;
  const isWrong = whole && (whole.count !== count || whole.sum !== sum);
  // A whole list is kept as it is: asking for another would ask for ever.
  if (!answer.isFull && (isWrong || isCrowded(count, span))) return "start-afresh";
  const isKept = await keepList({ keyId, bytes, span, cursor, madeAt, oldestDay });
  return isKept ? { kind: "answer", body: { madeAt, count } } : unreachable("broken");
}

function laidOver({ bytes, span }: ListRecord, { records, oldestDay }: ListAnswer) {
  return { bytes: merge(bytes, scaleRecords(records, span), oldestDay), span };
}

async function withNewKey(mistaken: string): Promise<Step> {
  const reply = await renewKey(mistaken);
  return reply.kind === "answer" ? "start-afresh" : reply;
}

const EVERY_MS = 60_000;
const CHECK_EVERY_MS = 3_600_000;

/** At once, every minute while the page is seen, and when it is seen again. Returns how to stop. */
export function keepListFresh(onReply: (reply: Reply<Refreshed>) => void = () => undefined): () => void {
  const stop = new AbortController();
  let lastCheck = Number.NEGATIVE_INFINITY;
  let isAsking = false;
  const refresh = async () => {
    if (document.visibilityState !== "visible" || isAsking) return;
    isAsking = true;
    const asked = Date.now();
    const check = asked - lastCheck >= CHECK_EVERY_MS;
    const reply = await refreshGuarded(check);
    isAsking = false;
    if (check && reply.kind === "answer") lastCheck = asked;
    if (!stop.signal.aborted) onReply(reply);
  };
  const timer = setInterval(refresh, EVERY_MS);
  stop.signal.addEventListener("abort", () => clearInterval(timer));
  document.addEventListener("visibilitychange", () => void refresh(), { signal: stop.signal });
  void refresh();
  return () => stop.abort();
}

/** Storage that fails must not stop the asking: it may work in a minute. */
async function refreshGuarded(check: boolean): Promise<Reply<Refreshed>> {
  try {
    return await refreshList(check);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return unreachable("broken");
  }
}
