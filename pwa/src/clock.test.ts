import { beforeEach, expect, test, vi } from "vitest";
import { freshStorage } from "./storage/fresh-storage";

const NOON = Date.UTC(2026, 10, 22, 10);
const DAY = 86_400_000;

/** The module as a page that has just been opened has it. */
async function newPage() {
  vi.resetModules();
  return await import("./clock");
}

beforeEach(() => {
  freshStorage();
  vi.spyOn(Date, "now").mockReturnValue(NOON);
});

test("a clock a day behind is corrected, and the next page remembers it", async () => {
  const { noteServerTime, correctedNow } = await newPage();
  await noteServerTime(NOON + DAY);
  expect(await correctedNow()).toBe(NOON + DAY);
  const { todayInFinland, clockOffset } = await newPage();
  expect(await todayInFinland()).toBe("2026-11-23");
  expect(await clockOffset()).toBe(DAY);
});

test("a few minutes are let be, and a clock that was put right is trusted again", async () => {
  const { noteServerTime, clockOffset } = await newPage();
  await noteServerTime(NOON - DAY);
  expect(await clockOffset()).toBe(-DAY);
  await noteServerTime(NOON + 4 * 60_000);
  expect(await clockOffset()).toBe(0);
});

test("a clock set back while there is no network cannot go behind the time that the register has given", async () => {
  const { noteServerTime } = await newPage();
  await noteServerTime(NOON);
  vi.spyOn(Date, "now").mockReturnValue(NOON - 3 * DAY);
  const { correctedNow } = await newPage();
  expect(await correctedNow()).toBe(NOON);
});

test("without storage the clock still goes", async () => {
  vi.stubGlobal("indexedDB", undefined);
  const { correctedNow, noteServerTime } = await newPage();
  expect(await correctedNow()).toBe(NOON);
  await noteServerTime(NOON + DAY);
  expect(await correctedNow()).toBe(NOON + DAY);
});

test("the day is Finland's, and days are counted from 1.1.2015", async () => {
  const { dayInFinland, listedDay, dayOfListed } = await newPage();
  expect(dayInFinland(Date.UTC(2026, 10, 22, 22, 30))).toBe("2026-11-23");
  expect(dayInFinland(Date.UTC(2026, 5, 22, 20, 30))).toBe("2026-06-22");
  expect(listedDay("2015-01-02")).toBe(1);
  expect(dayOfListed(listedDay("2028-02-29"))).toBe("2028-02-29");
});
