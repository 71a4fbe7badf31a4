import { beforeEach, expect, test, vi } from "vitest";
import contract from "../../../tests/contracts/list_entries.json";
import { ensureDevice, forgetDevice } from "../device/device";
import { FakeRegister } from "../fake-register/fake-register";
import { LIST_KEY } from "../records/card-list";
import { inTransaction } from "../storage/database";
import { freshStorage } from "../storage/fresh-storage";
import { listState, verdictFromList, warmUp } from "./card-list";
import { readEntry } from "./entry";
import { heldKey } from "./held-list";
import { refreshList } from "./refresh";

const NOW = Date.UTC(2026, 10, 22, 10);
const HOUR = 3_600_000;
const TODAY = "2026-11-22";
const LAST_DAY = 4350; // 2026-11-29
const CODE = "A999123453";
let register: FakeRegister;

beforeEach(async () => {
  freshStorage();
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  register = new FakeRegister();
  register.open();
  register.cards.set(CODE, LAST_DAY * 1024 + 2);
  await forgetDevice();
  await ensureDevice(7);
});

const hoursLater = (hours: number) => vi.spyOn(Date, "now").mockReturnValue(NOW + hours * HOUR);

test("each reason of the contract has its number, and every other number is not valid all the same", () => {
  const reasons = new Map(Object.entries(contract.reasons).map(([reason, number]) => [number, reason]));
  for (let number = 1; number <= 0xf; number++) {
    const { standing } = readEntry(LAST_DAY * 1024 + number * 0x20);
    expect(`card_${standing}`).toBe(reasons.get(number) ?? "card_other");
  }
});

test("an entry tells back what was put into it", () => {
  for (const lastDay of [0, 1, LAST_DAY, 0x3fff]) {
    for (const isCommunity of [false, true]) {
      for (let children = 0; children <= 31; children++) {
        const entry = lastDay * 1024 + (isCommunity ? 0x200 : 0) + children;
        expect(readEntry(entry)).toEqual({ lastDay, isCommunity, standing: "listed", children });
      }
    }
  }
});

test.each(contract.entries)(
  "$status $kind, replaced: $is_replaced, reads as the register meant it",
  (one) => {
    const stopped = one.status === "active" ? "listed" : one.status;
    expect(readEntry(one.entry)).toMatchObject({
      isCommunity: one.kind === "community",
      standing: one.is_replaced ? "replaced" : stopped,
      children: Math.min(one.children, 31),
    });
  },
);

test("a card is found by its code alone", async () => {
  await refreshList();
  expect(await verdictFromList(CODE, TODAY)).toEqual({
    state: "valid",
    isCommunity: false,
    children: 2,
    lastDay: "2026-11-29",
    madeAt: NOW,
    isStale: false,
  });
});

test("the last day is a valid day, the next is not", async () => {
  await refreshList();
  expect(await verdictFromList(CODE, "2026-11-29")).toMatchObject({ state: "valid" });
  expect(await verdictFromList(CODE, "2026-11-30")).toMatchObject({ state: "expired" });
});

test.each([
  [0x20, "ended"],
  [0x40, "withdrawn"],
  [0x60, "replaced"],
  [0x80, "other"],
  [0x1e0, "other"],
])("a card stopped with %i says %s, also after its last day", async (flag, state) => {
  register.cards.set(CODE, LAST_DAY * 1024 + flag);
  await refreshList();
  expect(await verdictFromList(CODE, "2027-11-22")).toMatchObject({ state });
});

test("a code that is not on the list is unknown to this phone, since when", async () => {
  await refreshList();
  expect(await verdictFromList("A999123454", TODAY)).toEqual({
    state: "unknown",
    listedAt: NOW,
    isStale: false,
  });
});

test("a list that a page of another version has kept is no list, and is fetched anew", async () => {
  const keyId = (await heldKey())?.id ?? "";
  const before = { keyId, bytes: new ArrayBuffer(0), span: 1, cursor: 7, madeAt: NOW, oldestDay: 0 };
  await inTransaction(["list"], "readwrite", async (transaction) => {
    await transaction.objectStore("list").put(before, "this");
  });
  expect(await verdictFromList(CODE, TODAY)).toEqual({ state: "no-list" });
  await refreshList();
  expect(register.asked.at(-1)?.body).toMatchObject({ since: null, version: 3 });
  expect(await verdictFromList(CODE, TODAY)).toMatchObject({ state: "valid" });
  const keys = await inTransaction(["list"], "readonly", (transaction) =>
    transaction.objectStore("list").getAllKeys(),
  );
  expect(keys).toEqual([LIST_KEY]);
});

test("no list, no verdict", async () => {
  expect(await verdictFromList(CODE, TODAY)).toEqual({ state: "no-list" });
  expect(await listState()).toBeNull();
});

test("after a day the age is shown, after a week there is no verdict", async () => {
  await refreshList();
  hoursLater(24.5);
  expect(await verdictFromList(CODE, TODAY)).toMatchObject({ state: "valid", isStale: true });
  hoursLater(7 * 24 + 1);
  expect(await verdictFromList(CODE, TODAY)).toEqual({ state: "list-too-old", madeAt: NOW });
  expect(await listState()).toMatchObject({ isTooOld: true });
});

test("a phone whose clock is a day wrong, either way, has a list as fresh as any", async () => {
  for (const wrong of [24, -24]) {
    register.now = () => NOW + wrong * HOUR;
    await refreshList();
    expect(await listState()).toMatchObject({ ageMs: 0, isStale: false });
  }
});

test("signing out ends the verdicts at once", async () => {
  await refreshList();
  await verdictFromList(CODE, TODAY);
  await forgetDevice();
  expect(await verdictFromList(CODE, TODAY)).toEqual({ state: "no-list" });
});

test("a verdict among a hundred thousand cards is one HMAC and a search", async () => {
  for (let card = 0; card < 100_000; card++) register.cards.set(`B${card}`, LAST_DAY * 1024);
  await refreshList();
  await warmUp();
  const sign = vi.spyOn(crypto.subtle, "sign");
  const started = performance.now();
  for (let card = 0; card < 100; card++) await verdictFromList(`B${card * 999}`, TODAY);
  expect(sign).toHaveBeenCalledTimes(100);
  expect((performance.now() - started) / 100).toBeLessThan(5);
});
