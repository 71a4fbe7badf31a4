import { beforeEach, expect, test, vi } from "vitest";
import { refreshList } from "../../card-list/refresh";
import { waiting } from "../../outbox/outbox";
import { put } from "../../outbox/put";
import type { RecordDraft } from "../../records/command";
import { type OpenScreen, openScreen } from "./test-page";

const FAR_DAY = 9000 * 1024;
const VALID = "A100000001";
const OTHER = "A100000002";
const EXPIRED = "A300000001";
const NOBODYS = "A400000001";
const COMMUNITY = "A200000001";
const UNDO_MS = 2_000; // a busy machine takes a tenth of it between an answer and the look at it
const VISIT: RecordDraft = {
  ...{ type: "record", code: VALID, kind: "ticket", children: 0, assistants: 0, offer_id: null },
  ...{ group_id: null, repeat_is_meant: false, shown: "valid", list_age_s: null },
};

let page: OpenScreen;

beforeEach(async () => {
  page = await openScreen(UNDO_MS);
  for (const code of [VALID, OTHER]) page.register.cards.set(code, FAR_DAY + 2);
  page.register.cards.set(COMMUNITY, FAR_DAY + 0x200);
  page.register.cards.set(EXPIRED, 1024);
  await refreshList();
  page.register.weather = () => "offline";
});

const sheet = () => page.root.querySelector<HTMLElement>('[data-counter="sheet-place"] form');
const slot = (name: string) => sheet()?.querySelector<HTMLElement>(`[data-slot="${name}"]`);
const part = (name: string) => page.root.querySelector<HTMLElement>(`[data-counter="${name}"]`);
const recorded = async () =>
  (await waiting()).map(({ command }) =>
    command.type === "record" ? `${command.code} ${command.children}` : "undo",
  );
const setChildren = (count: number) => {
  const input = slot("children")?.querySelector("input");
  if (!input) throw new Error("no children");
  input.value = String(count);
  input.dispatchEvent(new Event("input", { bubbles: true }));
};

test.each([
  [VALID, "valid"],
  [EXPIRED, "refused"],
  [NOBODYS, "unknown"],
])("what is said of %s is heard: %s", async (code, signal) => {
  await page.screen.check(code, "scanner");
  expect([sheet()?.dataset.tone, document.documentElement.dataset.signal]).toEqual([signal, signal]);
});

test("whoever asks with nothing typed is turned to the answer that stands", async () => {
  expect(page.screen.turnToAnswer()).toBe(false);
  await page.screen.check(VALID, "scanner");
  page.screen.field.focus();
  expect(page.screen.turnToAnswer()).toBe(true);
  expect(document.activeElement).toBe(slot("record"));
});

test("what a hand typed without a check digit, and nobody knows, is looked at again first", async () => {
  await page.screen.check(NOBODYS, "typed");
  expect([slot("word")?.textContent, slot("correct")?.hidden, slot("record")?.hidden]).toEqual([
    "Check",
    false,
    false,
  ]);
  slot("correct")?.click();
  expect(page.screen.field.value).toBe(NOBODYS);
  await page.screen.check(NOBODYS, "scanner");
  expect([slot("word")?.textContent, slot("correct")?.hidden]).toEqual(["Unknown", true]);
});

test("a camera does not take the screen from a card that waits; a scanner does, and the card is kept", async () => {
  await page.screen.check(VALID, "scanner");
  await page.screen.check(OTHER, "camera");
  expect(sheet()?.textContent).toContain("A\u00a0100\u00a0000\u00a0001");
  expect(part("kept")?.querySelectorAll("li")).toHaveLength(1);
  await page.screen.check(EXPIRED, "scanner");
  const kept = [...(part("kept")?.querySelectorAll("li") ?? [])].map(({ dataset }) => dataset.code);
  expect(kept).toEqual([VALID, OTHER]);
});

test("a fast counter records by itself, adds children while it may, and is ready again", async () => {
  page.root.dataset.isFast = "true";
  await page.screen.check(VALID, "camera");
  expect([sheet()?.dataset.recorded, document.documentElement.dataset.signal]).toEqual(["true", "recorded"]);
  setChildren(2);
  await vi.waitFor(async () => expect(await recorded()).toEqual([`${VALID} 2`]));
  await vi.waitFor(() => expect(sheet()).toBeNull());
  expect(part("last")?.hidden).toBe(false);
  part("last-undo")?.click();
  await vi.waitFor(async () => expect(await recorded()).toEqual([`${VALID} 2`, "undo"]));
  // Where one looks, and ready for the next card: the button has gone with what it undid.
  await vi.waitFor(() => expect(part("said")?.textContent).toMatch(/^Undone: A\u00a0100\u00a0000\u00a0001/));
  expect(document.activeElement).toBe(page.screen.field);
});

test("on a fast counter the same card again, within its seconds, is heard and changes nothing", async () => {
  page.root.dataset.isFast = "true";
  await page.screen.check(VALID, "scanner");
  const shown = sheet();
  await page.screen.check(VALID, "scanner");
  expect([sheet() === shown, document.documentElement.dataset.signal]).toEqual([true, "repeated"]);
  expect(await recorded()).toEqual([`${VALID} 0`]);
});

test("a card that is being judged when the seconds of the one before end records itself all the same", async () => {
  page.root.dataset.isFast = "true";
  await page.screen.check(VALID, "camera");
  page.around.lastHere = () => new Promise((resolve) => setTimeout(() => resolve(null), 2 * UNDO_MS));
  await page.screen.check(OTHER, "camera");
  expect(await recorded()).toEqual([`${VALID} 0`, `${OTHER} 0`]);
  expect(part("kept")?.childElementCount).toBe(0);
});

test("a card that this phone did not know, and the register does, records itself on a fast counter", async () => {
  page.root.dataset.isFast = "true";
  page.register.weather = () => "fine";
  page.register.issued.add(NOBODYS);
  await page.screen.check(NOBODYS, "camera");
  expect([sheet()?.dataset.recorded, document.documentElement.dataset.signal]).toEqual(["true", "recorded"]);
  expect([await recorded(), sheet()?.dataset.confirmed]).toEqual([[`${NOBODYS} 0`], "confirmed"]);
  // A finger that was on its way to Record undoes nothing; a moment later it may.
  expect(slot("undo")?.inert).toBe(true);
  await vi.waitFor(() => expect(slot("undo")?.inert).toBe(false));
});

test("where somebody has chosen something by the time the register knows the card, that somebody records it", async () => {
  page.root.dataset.isFast = "true";
  page.register.issued.add(NOBODYS);
  let answer = (_: string): void => undefined;
  const waited = new Promise<string>((resolve) => {
    answer = resolve;
  });
  page.register.weather = () => "fine";
  page.register.before = () => waited;
  const checked = page.screen.check(NOBODYS, "camera");
  await vi.waitFor(() => expect(sheet()?.dataset.tone).toBe("unknown"));
  setChildren(1);
  answer("");
  await checked;
  expect([sheet()?.dataset.tone, sheet()?.dataset.recorded]).toEqual(["valid", undefined]);
  expect(await recorded()).toEqual([]);
});

test("a fast counter asks of every card that is not simply valid", async () => {
  page.root.dataset.isFast = "true";
  for (const code of [EXPIRED, NOBODYS, COMMUNITY]) await page.screen.check(code, "scanner");
  expect(await recorded()).toEqual([]);
});

test("a community card asks who is along; who is not included says why; all are undone as one", async () => {
  await page.screen.check(COMMUNITY, "scanner");
  sheet()?.dispatchEvent(new Event("submit", { cancelable: true }));
  expect(part("record-group")?.textContent).toBe("Only this card");
  await page.screen.check(VALID, "scanner");
  await page.screen.check(EXPIRED, "scanner");
  expect(part("members")?.textContent).toContain("Not included: Not valid. Expired.");
  expect(part("said")?.dataset.tone).toBe("refused");
  expect(part("record-group")?.textContent).toBe("Record the group: 2");
  part("record-group")?.click();
  await vi.waitFor(async () => expect(await recorded()).toEqual([`${COMMUNITY} 0`, `${VALID} 0`]));
  await vi.waitFor(() => expect(part("last")?.hidden).toBe(false));
  part("last-undo")?.click();
  await vi.waitFor(async () => expect((await recorded()).filter((one) => one === "undo")).toHaveLength(2));
});

test("the rows of cards that are not recorded are there again when the page is loaded again", async () => {
  await page.screen.bringBackKept();
  await page.screen.check(VALID, "scanner");
  setChildren(1);
  await page.screen.check(OTHER, "scanner");
  dispatchEvent(new Event("pagehide"));
  part("kept")?.querySelector<HTMLElement>('[data-slot="drop"]')?.click();
  await page.screen.bringBackKept();
  const rows = [...(part("kept")?.querySelectorAll<HTMLElement>("li") ?? [])];
  expect(rows.map(({ dataset }) => dataset.code)).toEqual([VALID]);
  rows[0]?.querySelector<HTMLElement>('[data-slot="record"]')?.click();
  await vi.waitFor(async () => expect(await recorded()).toEqual([`${VALID} 1`]));
});

const press = (name: string) => sheet()?.dispatchEvent(new Event(name, { cancelable: true }));
const taps: [string, () => Promise<() => unknown>][] = [
  [
    "Record",
    async () => {
      await page.screen.check(VALID, "scanner");
      return () => press("submit");
    },
  ],
  [
    "Record in a row",
    async () => {
      await page.screen.check(VALID, "scanner");
      await page.screen.check(EXPIRED, "scanner");
      return () => part("kept")?.querySelector<HTMLElement>('[data-slot="record"]')?.click();
    },
  ],
  [
    "Record the group",
    async () => {
      await page.screen.check(COMMUNITY, "scanner");
      press("submit");
      return () => part("record-group")?.click();
    },
  ],
];

test.each(taps)("two taps on %s record once", async (_, prepare) => {
  const tap = await prepare();
  tap();
  tap();
  await vi.waitFor(async () => expect(await recorded()).toHaveLength(1));
  await page.settled();
  expect(await recorded()).toHaveLength(1);
});

test("a card that is read while another one is being saved stays, and the saved one is not kept as unrecorded", async () => {
  await page.screen.check(VALID, "scanner");
  press("submit");
  await page.screen.check(OTHER, "scanner");
  await page.settled();
  expect(await recorded()).toEqual([`${VALID} 0`]);
  expect(slot("code")?.textContent).toBe("A\u00a0100\u00a0000\u00a0002");
  expect(part("kept")?.childElementCount).toBe(0);
});

test("a card that is read while its group is being saved is not lost with it", async () => {
  await page.screen.check(COMMUNITY, "scanner");
  press("submit");
  await page.screen.check(VALID, "scanner");
  part("record-group")?.click();
  await page.screen.check(OTHER, "scanner");
  await page.settled();
  expect(await recorded()).toEqual([`${COMMUNITY} 0`, `${VALID} 0`]);
  const kept = [...(part("kept")?.querySelectorAll("li") ?? [])].map(({ dataset }) => dataset.code);
  expect([...kept, slot("code")?.textContent?.replaceAll("\u00a0", "")]).toContain(OTHER);
});

const standing = async () => {
  const commands = (await waiting()).map(({ command }) => command);
  const undone = new Set(commands.map((one) => (one.type === "undo" ? one.visit_id : "")));
  return commands.flatMap((one) => (one.type === "record" && !undone.has(one.id) ? [one.code] : []));
};

test.each([
  ["children and then undo", () => setChildren(2), () => part("last-undo")?.click()],
  ["undo and then children", () => part("last-undo")?.click(), () => setChildren(2)],
])("%s, at once and on a visit that may have been sent: it is undone", async (_, first, second) => {
  page = await openScreen();
  page.register.cards.set(VALID, FAR_DAY + 2);
  await refreshList();
  page.register.weather = () => "offline";
  page.root.dataset.isFast = "true";
  await page.screen.check(VALID, "camera");
  await put({ ...VISIT, code: OTHER }); // what another tab records lets go of what is held
  first();
  second();
  await page.settled();
  expect(await standing()).toEqual([OTHER]);
});

test("a card in a row that joins a group is no row any more: it is recorded once", async () => {
  await page.screen.check(VALID, "scanner");
  await page.screen.check(COMMUNITY, "scanner");
  press("submit");
  expect(part("kept")?.childElementCount).toBe(1);
  await page.screen.check(VALID, "scanner");
  expect(part("kept")?.childElementCount).toBe(0);
  part("record-group")?.click();
  await page.settled();
  expect(await recorded()).toEqual([`${COMMUNITY} 0`, `${VALID} 0`]);
});

test("on a fast counter one card that is read twice at once is recorded once, and stands in no row", async () => {
  page.root.dataset.isFast = "true";
  await Promise.all([page.screen.check(VALID, "scanner"), page.screen.check(VALID, "scanner")]);
  await page.settled();
  expect([await recorded(), part("kept")?.childElementCount]).toEqual([[`${VALID} 0`], 0]);
});

test("from the tap on nobody says that everything has been sent", async () => {
  const { isAllSent, outboxState, watchOutbox } = await import("../../outbox/state");
  const stop = watchOutbox(() => undefined);
  await vi.waitFor(() => expect(isAllSent(outboxState())).toBe(true));
  await page.screen.check(VALID, "scanner");
  press("submit");
  expect(isAllSent(outboxState())).toBe(false);
  await vi.waitFor(async () => expect(await recorded()).toHaveLength(1));
  await page.settled();
  expect([isAllSent(outboxState()), outboxState().waiting]).toEqual([false, 1]);
  stop();
});
