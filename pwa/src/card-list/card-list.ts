// The verdict on a card without the network: one HMAC and some seventeen comparisons.
import { correctedNow, dayOfListed, listedDay } from "../clock";
import type { ListRecord } from "../records/card-list";
import { type Entry, readEntry } from "./entry";
import { heldKey, heldList } from "./held-list";
import { scaleSeal, sealOf } from "./seal";
import { findEntry } from "./search";

const HOUR_MS = 3_600_000;
const STALE_MS = 24 * HOUR_MS; // from then on its age is shown with every verdict
const TOO_OLD_MS = 7 * 24 * HOUR_MS;

export type CardState = "valid" | "expired" | "ended" | "withdrawn" | "replaced" | "other";

/** Times in ms since 1970; the last day as 2026-12-31. */
export type LocalVerdict =
  | {
      state: CardState;
      isCommunity: boolean;
      children: number;
      lastDay: string;
      madeAt: number;
      isStale: boolean;
    }
  | { state: "unknown"; listedAt: number; isStale: boolean }
  | { state: "no-list" }
  | { state: "list-too-old"; madeAt: number };

export interface ListState {
  madeAt: number;
  ageMs: number;
  isStale: boolean;
  isTooOld: boolean;
}

/** What the list says of a code on a day (2026-11-22, Finland's). */
export async function verdictFromList(code: string, today: string): Promise<LocalVerdict> {
  const [list, key] = await Promise.all([heldList(), heldKey()]);
  if (!list || list.keyId !== key?.id) return { state: "no-list" };
  const { madeAt, isStale, isTooOld } = await stateOf(list);
  if (isTooOld) return { state: "list-too-old", madeAt };
  const seal = scaleSeal(await sealOf(key.key, code), list.span);
  const found = findEntry(new DataView(list.bytes), seal);
  if (found === null) return { state: "unknown", listedAt: madeAt, isStale };
  const { isCommunity, children, lastDay, standing } = readEntry(found);
  const state = stateOn(listedDay(today), { lastDay, standing });
  return { state, isCommunity, children, lastDay: dayOfListed(lastDay), madeAt, isStale };
}

/** How old the list is; null when there is none. */
export async function listState(): Promise<ListState | null> {
  const [list, key] = await Promise.all([heldList(), heldKey()]);
  return list && list.keyId === key?.id ? await stateOf(list) : null;
}

/** Reads list and key into memory, so that the first card does not wait for it. */
export async function warmUp(): Promise<void> {
  const [, key] = await Promise.all([heldList(), heldKey()]);
  if (key) await sealOf(key.key, "");
}

/** People outrank the calendar: a card that was stopped says so also after its last day. */
function stateOn(today: number, { lastDay, standing }: Pick<Entry, "lastDay" | "standing">): CardState {
  if (standing !== "listed") return standing;
  return today > lastDay ? "expired" : "valid";
}

async function stateOf({ madeAt }: ListRecord): Promise<ListState> {
  const ageMs = Math.max(0, (await correctedNow()) - madeAt);
  return { madeAt, ageMs, isStale: ageMs > STALE_MS, isTooOld: ageMs > TOO_OLD_MS };
}
