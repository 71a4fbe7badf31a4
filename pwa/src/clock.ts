// What time it is. A phone's clock may be off by days; the register tells the time with its answers, and what
// this phone lacks is remembered for when there is no network.
import { keepSetting, setting } from "./storage/setting";

const DAY_MS = 86_400_000;
const FIRST_LISTED_DAY = Date.UTC(2015, 0, 1);
const WORTH_CORRECTING_MS = 5 * 60_000; // less than this is the network, or nobody's business
const FINNISH_DAYS = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Helsinki" }); // year-month-day

interface Correction {
  offset: number;
  /** What the register said last: it cannot be earlier than that, whatever the clock was set to since. */
  atLeast: number;
}

let known: Promise<Correction> | null = null;

/** In ms since 1970, corrected. */
export async function correctedNow(): Promise<number> {
  known ??= remembered();
  const { offset, atLeast } = await known;
  return Math.max(Date.now() + offset, atLeast);
}

/** By how many ms the register is ahead of this phone's clock; 0 when the clock will do. */
export async function clockOffset(): Promise<number> {
  known ??= remembered();
  return (await known).offset;
}

/** Keeps the time that the register has just given. */
export async function noteServerTime(serverTime: number): Promise<void> {
  if (!Number.isFinite(serverTime)) return;
  const ahead = serverTime - Date.now();
  const offset = Math.abs(ahead) > WORTH_CORRECTING_MS ? ahead : 0;
  known = Promise.resolve({ offset, atLeast: serverTime });
  try {
    await keepSetting("clock-offset", offset);
    await keepSetting("server-time", serverTime);
  } catch {
    // This page knows; the next one will get it again.
  }
}

/** 2026-11-22, in Finland. */
export function dayInFinland(milliseconds: number): string {
  return FINNISH_DAYS.format(milliseconds);
}

export async function todayInFinland(): Promise<string> {
  return dayInFinland(await correctedNow());
}

/** Days since 1.1.2015, as sealed lists count them. */
export function listedDay(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - FIRST_LISTED_DAY) / DAY_MS;
}

export function dayOfListed(listed: number): string {
  return new Date(FIRST_LISTED_DAY + listed * DAY_MS).toISOString().slice(0, 10);
}

async function remembered(): Promise<Correction> {
  try {
    const [offset, atLeast] = await Promise.all([setting("clock-offset"), setting("server-time")]);
    return { offset: offset ?? 0, atLeast: atLeast ?? 0 };
  } catch {
    return { offset: 0, atLeast: 0 };
  }
}
