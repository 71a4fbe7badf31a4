import { beforeEach, expect, test, vi } from "vitest";
import type { DayVisit } from "../../records/day";
import { freshStorage } from "../../storage/fresh-storage";
import { setting } from "../../storage/setting";
import { lastRecorded, rowsOfDay } from "./rows";

const TODAY = "2026-11-22";
const AT = "2026-11-22T10:00:00Z";
const OTHER_TILLS: DayVisit = {
  id: "v1",
  code: "K715038619",
  at: AT,
  kind: "ticket",
  children: 2,
  assistants: 0,
  remark: null,
  remark_text: "",
  undone_at: null,
  group_id: null,
};
const OFFER = { id: 3, name: "Evening", kind: "ticket", day: null };

beforeEach(freshStorage);

/** What a page that has just been loaded knows. */
async function newPage() {
  vi.resetModules();
  return await import("./told-day");
}

function answering(day: string): void {
  const visit = { ...OTHER_TILLS, recorder: "Somebody", device_id: "d", offer: null };
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ day, visits: [visit], offers: [OFFER], counts: {} });
  vi.stubGlobal("fetch", async () => new Response(body, { headers }));
}

const offline = () => vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("Failed to fetch")));

test("a page loaded without a network knows what other tills have recorded today", async () => {
  answering(TODAY);
  await (await newPage()).askForDay();
  offline();
  const page = await newPage();
  await page.askForDay();
  const told = await page.toldDay(TODAY);
  expect(told).toEqual([OTHER_TILLS]);
  const rows = rowsOfDay(told ?? [], { outbox: [], acknowledged: [], offset: 0 });
  expect(lastRecorded("K715038619", rows)).toBe(Date.parse(AT));
  expect(await page.toldOffers()).toEqual([OFFER]);
});

test("nobody's name is kept with a visit", async () => {
  answering(TODAY);
  await (await newPage()).askForDay();
  expect((await setting("counter-day"))?.visits).toEqual([OTHER_TILLS]);
});

test("another day's visits are not today's, and are no longer kept", async () => {
  answering("2026-11-21");
  await (await newPage()).askForDay();
  expect(await (await newPage()).toldDay(TODAY)).toBeNull();
  expect(await setting("counter-day")).toBeNull();
});

test("a phone that keeps nothing knows the day while the page is open", async () => {
  vi.stubGlobal("indexedDB", undefined);
  answering(TODAY);
  const page = await newPage();
  await page.askForDay();
  offline();
  await page.askForDay();
  expect(await page.toldDay(TODAY)).toEqual([OTHER_TILLS]);
});

test("where the register has told nothing that is not taken for an empty day", async () => {
  offline();
  const page = await newPage();
  await page.askForDay();
  expect([await page.toldDay(TODAY), await page.toldOffers()]).toEqual([null, []]);
});
