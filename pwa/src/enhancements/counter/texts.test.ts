import { afterEach, expect, test } from "vitest";
import { fill, showCode, showDay, showMoment, showTime, type Texts } from "./texts";

const MOMENT = Date.UTC(2026, 10, 22, 12, 5);
const texts = { moment: "{day} kello {time}", momentToday: "tänään kello {time}" } as unknown as Texts;

afterEach(() => {
  document.documentElement.lang = "fi";
});

test("days and times are written as the page's language writes them, in Finland's time", () => {
  document.documentElement.lang = "fi";
  expect([showTime(MOMENT), showDay("2026-11-22")]).toEqual(["14.05", "22.11.2026"]);
  document.documentElement.lang = "en";
  expect([showTime(MOMENT), showDay("2026-11-22")]).toEqual(["14:05", "22 Nov 2026"]);
});

test("a moment of today says so: a bare 14.05 could be a day", () => {
  expect(showMoment(MOMENT, texts, "2026-11-22")).toBe("tänään kello 14.05");
  expect(showMoment(MOMENT, texts, "2026-11-23")).toBe("22.11.2026 kello 14.05");
});

test("a sentence is filled by name, and a fact it lacks leaves nothing behind", () => {
  expect(fill("{count} käyntiä, {nobody}.", { count: 3 })).toBe("3 käyntiä, .");
});

test("a code is read aloud in groups", () => {
  expect(showCode("A999123453")).toBe("A\u00a0999\u00a0123\u00a0453");
});
