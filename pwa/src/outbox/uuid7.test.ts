import { beforeEach, expect, test, vi } from "vitest";

const LATER = Date.UTC(2036, 0, 1);
let uuid7: (now?: number) => string;

beforeEach(async () => {
  vi.resetModules(); // a page that has made none yet
  ({ uuid7 } = await import("./uuid7"));
});

test("the layout is that of RFC 9562: 48 bits of time, version 7, variant 10", () => {
  const made = uuid7(LATER);
  expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(made.replaceAll("-", "").slice(0, 12), 16)).toBe(LATER);
});

test("ten thousand of one millisecond rise, and none comes twice", () => {
  const made = Array.from({ length: 10_000 }, () => uuid7(LATER + 10));
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(10_000);
});

test("a clock set back by a day does not put a command before its predecessor", () => {
  const before = uuid7(LATER + 1000);
  expect(uuid7(LATER - 86_400_000) > before).toBe(true);
});
